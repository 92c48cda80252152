import { refused } from './recording';

/** A photograph, scan or report is kept and read by a person; nothing is measured in it (devices.md 2.1). */
export const decodePicture = () => refused('PICTURE', 'a document or picture, for eyes only');

export const decodeArchive = () => refused('ARCHIVE', 'an archive, which nothing here unpacks');

const MARKS = {
  PDF: ['25504446'],
  // JPEG, PNG, GIF, BMP, TIFF in both orders
  IMAGE: ['ffd8ff', '89504e470d0a1a0a', '47494638', '424d', '49492a00', '4d4d002a'],
  // zip, gzip, 7z, rar, bzip2, xz
  ARCHIVE: ['504b0304', '1f8b08', '377abcaf271c', '526172211a07', '425a68', 'fd377a585a00'],
} as const;

/** Whether a file begins with the marks of its kind; WebP and HEIC carry theirs a few bytes on. */
export const begins = (bytes: Uint8Array, kind: keyof typeof MARKS): boolean => {
  const head = Buffer.from(bytes.subarray(0, 16));
  const boxed = /^(RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(heic|heix|mif1|avif))/.test(head.toString('latin1'));
  return MARKS[kind].some((mark) => head.toString('hex').startsWith(mark)) || (kind === 'IMAGE' && boxed);
};
