import { bytesOf } from "../field.js";

/** Pictures of pages, for the screen. */

/** Files that a browser cannot draw; the server sends their pages as pictures. */
export const needsServer = (file) => /pdf|tiff?$/i.test(file.type || file.name);

/**
 * The picture of a page.
 * @param {object} read the page as the server sent it.
 * @param {File | undefined} file that it came in.
 * @returns {Promise<ImageBitmap | null>} null where there is none to be had.
 */
export async function pictureOf(read, file) {
  const source = read.picture ? new Blob([bytesOf(read.picture)], { type: "image/jpeg" }) : file;
  return createImageBitmap(source).catch(() => null);
}
