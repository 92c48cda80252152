/** How many rows one list may ask for. */
const MOST = 500;

/** A list's limit as asked, brought into what one answer may hold. */
export const atMost = (asked: number): number => Math.min(Math.max(1, asked), MOST);
