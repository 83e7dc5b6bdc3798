/**
 * Names of pictures in the seller's files: well formed, and there in `catalog/images/`.
 */
import { fromText } from './fields.ts';
import { nearest } from './nearest.ts';
import { addProblem, type Place, type Report } from './place.ts';

const PICTURE = /^[A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|jpe?g|webp)$/;

export const pictureName = fromText<string>((text) =>
  PICTURE.test(text) ? { value: text } : { what: 'bad-image-name', facts: { value: text } },
);

/** Tells a picture that is not in the folder, and the one that may have been meant. `images`: what is there. */
export function checkPicture(report: Report, at: Place, name: string, images: readonly string[]): void {
  if (images.includes(name)) return;
  const meant = nearest(name, images);
  if (meant === null) addProblem(report, at, 'image-missing', { value: name });
  else addProblem(report, at, 'image-missing-nearest', { value: name, nearest: meant });
}
