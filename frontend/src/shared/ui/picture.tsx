import type { Picture as PictureData } from "../api-types";
import styles from "./picture.module.css";

interface Props {
  picture: PictureData | null | undefined;
  sizes: string;
  /** Empty when the name stands beside the picture. */
  alt: string;
  eager?: boolean;
  className?: string;
}

/** A picture that keeps its place before it loads; a drawn gift where there is none. */
export function Picture({ picture, sizes, alt, eager, className }: Props) {
  if (!picture)
    return (
      <svg
        className={`${styles.none} ${className ?? ""}`}
        viewBox="0 0 100 100"
        role={alt ? "img" : undefined}
        aria-label={alt || undefined}
        aria-hidden={alt ? undefined : true}
      >
        <path d="M22 46h56v34H22zM18 34h64v12H18zM50 34v46M50 34c-16 0-22-16-11-18 8-1 10 9 11 18 1-9 3-19 11-18 11 2 5 18-11 18z" />
      </svg>
    );
  return (
    <picture>
      {picture.webp && (
        <source type="image/webp" srcSet={picture.webp} sizes={sizes} />
      )}
      <img
        className={className}
        sizes={sizes}
        srcSet={picture.srcset}
        src={picture.url}
        width={picture.width}
        height={picture.height}
        alt={alt}
        loading={eager ? undefined : "lazy"}
        fetchPriority={eager ? "high" : undefined}
        decoding={eager ? undefined : "async"}
        style={{ backgroundColor: picture.color }}
      />
    </picture>
  );
}
