import { builder } from '../builder';

export const Ecg = builder.prismaObject('Ecg', {
  description: 'One recording. Its samples are fetched by `samplesUrl`, the bytes as they came by `originalUrl`.',
  fields: (t) => ({
    id: t.exposeID('id'),
    acquiredAt: t.expose('acquiredAt', { type: 'Instant' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    deviceId: t.exposeID('deviceId'),
    format: t.exposeString('format'),
    sha256: t.exposeString('sha256'),
    fs: t.exposeFloat('fs', {
      nullable: true,
      description: 'Samples a second; none when the format could not be read.',
    }),
    leads: t.exposeStringList('leads'),
    durationMs: t.exposeInt('durationMs', { nullable: true }),
    flags: t.exposeStringList('flags', { description: 'What a reader must know before the trace.' }),
    reasons: t.exposeStringList('reasons', { description: 'Why it could not be read by the machine, if so.' }),
    unverified: t.boolean({
      description: 'It breaks its own rules: what is shown of it may be wrong.',
      select: { state: true },
      resolve: ({ state }) => state === 'QUARANTINED',
    }),
    synthetic: t.exposeBoolean('synthetic', { description: 'No heart made this trace.' }),
    matchedBy: t.exposeString('matchedBy', { description: 'How its patient was found.' }),
    suggested: t.exposeStringList('suggested', { description: 'Episodes it may belong to, when none was certain.' }),
    samplesUrl: t.string({
      nullable: true,
      select: { id: true, canonicalSha256: true },
      resolve: ({ id, canonicalSha256 }) => (canonicalSha256 === null ? undefined : `/ecg/${id}/samples`),
    }),
    originalUrl: t.string({ select: { id: true }, resolve: ({ id }) => `/ecg/${id}/original` }),
  }),
});
