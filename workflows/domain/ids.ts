import type { SubjectKind } from './vocabulary';

declare const brand: unique symbol;

/** An opaque id that says what it names by its prefix; never holds anything about a patient. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

const idOf =
  <Kind extends string>(prefix: string) =>
  (text: string): Id<Kind> => {
    if (!text.startsWith(`${prefix}_`)) throw new Error(`${text} is not an id of the form ${prefix}_…`);
    return text as Id<Kind>; // the one cast: the prefix was checked
  };

export type EpisodeId = Id<'Episode'>;
export type PatientId = Id<'Patient'>;
export type DeviceId = Id<'Device'>;
export type EcgId = Id<'Ecg'>;
export type ReadingId = Id<'Reading'>;
export type IncidentId = Id<'Incident'>;
export type LabId = Id<'Lab'>;
export type RotaHoleId = Id<'RotaHole'>;
export type DigestId = Id<'Digest'>;

export const episodeId = idOf<'Episode'>('ep');
export const patientId = idOf<'Patient'>('pt');
export const deviceId = idOf<'Device'>('dv');
export const ecgId = idOf<'Ecg'>('ecg');
export const readingId = idOf<'Reading'>('rd');
export const incidentId = idOf<'Incident'>('in');
export const labId = idOf<'Lab'>('lab');
export const rotaHoleId = idOf<'RotaHole'>('rh');
export const digestId = idOf<'Digest'>('dg');

/** The Temporal workflow id of a subject: `episode:{region}:{id}` and its like. */
export const workflowIdOf = (kind: SubjectKind, region: string, id: string): string =>
  `${kind.toLowerCase()}:${region}:${id}`;
