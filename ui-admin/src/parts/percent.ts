/** A share as people read it; what is not known is a dash. */
export const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`);
