import { useState } from "react";
import type { Picture as PictureData, Product } from "../../shared/api-types";
import { Picture } from "../../shared/ui/picture";
import { type Inscription, inkOn } from "./customization";
import styles from "./product.module.css";

export function Gallery({
  pictures,
  name,
  words,
  place,
}: {
  pictures: PictureData[];
  name: string;
  /** What the shopper has typed, shown on the first picture. */
  words: Inscription | undefined;
  place: Product["preview"];
}) {
  const [shown, setShown] = useState(0);
  const picture = pictures[shown] ?? pictures[0];
  return (
    <section className={styles.gallery} aria-label="Pictures">
      <div className={styles.stage}>
        <Picture
          key={picture?.url}
          className={styles.large}
          picture={picture}
          alt={picture?.alt || name}
          sizes="(min-width: 72rem) 540px, (min-width: 52rem) 46vw, 92vw"
          eager
        />
        {picture && shown === 0 && words && words.texts.length > 0 && (
          <Words {...words} place={place} />
        )}
      </div>
      {pictures.length > 1 && (
        <ul role="list">
          {pictures.map((one, index) => (
            <li key={one.url}>
              <button
                type="button"
                aria-label={`Picture ${index + 1} of ${pictures.length}`}
                aria-current={index === shown ? "true" : undefined}
                onClick={() => setShown(index)}
              >
                <Picture picture={one} alt="" sizes="80px" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** For the eye only: the form's own preview is read out. */
function Words({
  texts,
  swatch = "#1d0f0c",
  place,
}: Inscription & { place: Product["preview"] }) {
  const half = place.width / 2;
  const within = (middle: number) =>
    Math.min(Math.max(middle, half), 100 - half);
  const longest = Math.max(
    ...texts
      .join("\n")
      .split("\n")
      .map((line) => Array.from(line).length),
  );
  // One line of words fills the place, as far as it stays between readable and absurd.
  const size = Math.min(Math.max((place.width * 1.7) / longest, 3), 9);
  return (
    <p
      aria-hidden="true"
      className={
        inkOn(swatch) === "dark" ? styles.wordsLight : styles.wordsDark
      }
      style={{
        insetInlineStart: `${within(place.x)}%`,
        insetBlockStart: `${place.y}%`,
        inlineSize: `${place.width}%`,
        fontSize: `${size}cqi`,
        color: swatch,
      }}
    >
      {texts.join("\n")}
    </p>
  );
}
