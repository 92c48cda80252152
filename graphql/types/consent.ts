import { builder } from '../builder';
import { consentFormUrl } from '../consentForms';
import { ConsentKind, ConsentState } from './common';

builder.prismaObject('Consent', {
  fields: (t) => ({
    kind: t.expose('kind', { type: ConsentKind }),
    state: t.expose('state', { type: ConsentState }),
    startedAt: t.expose('startedAt', { type: 'Instant', nullable: true }),
    signedAt: t.expose('signedAt', { type: 'Instant', nullable: true }),
    byName: t.exposeString('byName', { nullable: true }),
    relation: t.exposeString('relation', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
    formUrl: t.string({
      nullable: true,
      description: 'Where the picture of the signed form is fetched (2.8).',
      select: { episodeId: true, kind: true, formSha256: true },
      resolve: ({ episodeId, kind, formSha256 }) => (formSha256 === null ? undefined : consentFormUrl(episodeId, kind)),
    }),
    formType: t.exposeString('formType', { nullable: true }),
  }),
});
