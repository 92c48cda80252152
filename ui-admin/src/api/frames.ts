/** A change worth refetching for, or everything: after a gap or a new connection nobody knows what was missed. */
export type Note = { readonly kind: string; readonly id: string } | 'ALL';

/** What one frame of the stream means for where this screen stands: a skipped position is a gap. */
export const readFrame = (
  position: number | undefined,
  frame: {
    readonly position: number | null;
    readonly kind: string | null;
    readonly id: string | null;
    readonly stale: boolean;
  },
): { readonly position: number | undefined; readonly note: Note | undefined } => {
  if (frame.stale || frame.position === null) return { position, note: undefined };
  const note: Note | undefined =
    frame.kind !== null && frame.id !== null ? { kind: frame.kind, id: frame.id } : undefined;
  if (position === undefined) return { position: frame.position, note: 'ALL' };
  const expected = note === undefined ? position : position + 1;
  if (frame.position < expected) return { position, note: undefined }; // seen before: a replay
  return { position: frame.position, note: frame.position > expected ? 'ALL' : note };
};
