import { type ChangeEvent, useRef, useState } from "react";
import { Asked, describedBy, type Question } from "../../shared/forms/field";
import { uploadPhoto } from "./photo-upload";
import styles from "./product.module.css";

/** A photo of the shopper's own. It is sent at once; the form carries its id. */
export function PhotoField({
  id,
  ...question
}: Question & { /** The photo that was sent; "" before. */ id: string }) {
  const carried = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const name = `field-${question.name}`;

  function carry(value: string) {
    if (!carried.current) return;
    carried.current.value = value;
    carried.current.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function onChange(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    setWrong("");
    carry("");
    input.disabled = true;
    try {
      const photo = await uploadPhoto(file, (percent) =>
        setSaid(`Sending your photo: ${percent}%`),
      );
      carry(photo.id);
      setSaid("Your photo has arrived.");
    } catch (error) {
      setSaid("");
      setWrong((error as Error).message);
    } finally {
      input.disabled = false;
      input.value = "";
      input.focus();
    }
  }

  const asked = { ...question, error: wrong || question.error };
  return (
    <Asked question={asked}>
      {id && (
        <img
          className={styles.photo}
          src={`/api/shop/photos/${encodeURIComponent(id)}`}
          alt="Yours"
        />
      )}
      <input ref={carried} type="hidden" name={question.name} />
      <input
        id={name}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-describedby={describedBy(asked)}
        aria-invalid={asked.error ? true : undefined}
        onChange={(event) => void onChange(event)}
      />
      <p role="status" className={styles.soft}>
        {said}
      </p>
      {id && (
        <button
          type="button"
          className="button-text"
          onClick={() => {
            carry("");
            setSaid("Your photo was taken out.");
            document.getElementById(name)?.focus();
          }}
        >
          Take the photo out
        </button>
      )}
    </Asked>
  );
}
