import { bearer } from "../../shared/net/session";

const MOST_BYTES = 10 * 1024 * 1024;

/** Sends a photo and tells how far it is, in whole percent. Rejects with a sentence for the shopper. */
export function uploadPhoto(
  file: File,
  onProgress: (percent: number) => void,
): Promise<{ id: string; url: string }> {
  return new Promise((resolve, reject) => {
    if (file.size > MOST_BYTES)
      return reject(
        new Error("This photo is too large. Choose one of at most 10 MB."),
      );
    // fetch cannot tell how much has been sent.
    const request = new XMLHttpRequest();
    const fail = () =>
      reject(
        new Error(
          "Your photo did not arrive. Check your connection, then choose it again.",
        ),
      );
    request.open("POST", "/api/shop/photos");
    const token = bearer();
    if (token) request.setRequestHeader("Authorization", token);
    request.upload.onprogress = (event) =>
      onProgress(Math.floor((100 * event.loaded) / Math.max(event.total, 1)));
    request.onerror = fail;
    request.ontimeout = fail;
    request.timeout = 120_000;
    request.onload = () => {
      try {
        const answer = JSON.parse(request.responseText);
        if (request.status === 201) resolve(answer);
        else reject(new Error(String(answer.message)));
      } catch {
        fail();
      }
    };
    const form = new FormData();
    form.append("photo", file);
    onProgress(0);
    request.send(form);
  });
}
