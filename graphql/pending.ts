export const pending = (): never => {
  throw new Error('not yet');
};
