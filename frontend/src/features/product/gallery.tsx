import { useState } from "react";
import type { Picture as PictureData } from "../../shared/api-types";
import { Picture } from "../../shared/ui/picture";
import styles from "./product.module.css";

export function Gallery({
  pictures,
  name,
}: {
  pictures: PictureData[];
  name: string;
}) {
  const [shown, setShown] = useState(0);
  const picture = pictures[shown] ?? pictures[0];
  return (
    <section className={styles.gallery} aria-label="Pictures">
      <Picture
        key={picture?.url}
        className={styles.large}
        picture={picture}
        alt={picture?.alt || name}
        sizes="(min-width: 72rem) 540px, (min-width: 52rem) 46vw, 92vw"
        eager
      />
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
