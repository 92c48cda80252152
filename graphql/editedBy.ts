import type { Edited } from '../workflows/domain/pathway';
import type { Directory } from './directory';

/** What the edition an episode runs on sets otherwise; nothing for one that is no longer known. */
export const editedBy = (directory: Pick<Directory, 'editions'>, name: string): Edited =>
  directory.editions().find(({ edition }) => edition === name) ?? {};
