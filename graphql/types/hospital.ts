import type { HospitalByTime as Shape } from '../../workflows/domain/hospitalsByTime';
import { builder } from '../builder';
import { roadBegins } from '../episodeNow';
import { factsOf } from '../facts';
import { hospitalsFor } from '../hospitalsNow';
import { onRecord } from '../record';
import { DriveTime } from './driveTime';
import './episode';
import { siteBy } from './people';

const HospitalByTime = builder.objectRef<Shape>('HospitalByTime').implement({
  description: 'A hospital that opens arteries, by its own time and its labs at this moment (R6).',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    p75Min: t.float({
      nullable: true,
      description: 'Arrival to wire, 75th percentile of its last 90 days; none without a case.',
      resolve: ({ figure }) => figure?.arrivalToWireMin,
    }),
    cases: t.int({ resolve: ({ figure }) => figure?.cases ?? 0 }),
    labs: t.int({ resolve: ({ labs }) => labs.all }),
    labsFree: t.int({ resolve: ({ labs }) => labs.free }),
    labFreeAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'While none has room: when the first is forecast to be free, where that is known.',
      resolve: ({ labs }) => labs.freeAt,
    }),
    waiting: t.int({
      description: 'Patients who called for a lab there and have none.',
      resolve: ({ labs }) => labs.waiting,
    }),
    drive: t.expose('drive', {
      type: DriveTime,
      nullable: true,
      description: 'From the sender, while the patient is not yet at a hospital with labs.',
    }),
    byAgreement: t.exposeBoolean('byAgreement', { description: 'The sender has an agreement with it today.' }),
    refused: t.exposeBoolean('refused'),
    isReceiving: t.exposeBoolean('isReceiving'),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  hospitalsByTime: t.field({
    type: [HospitalByTime],
    description: 'Where the patient could go, the best first: room in a lab, then the shortest time.',
    select: { id: true, facts: true, receivingSiteId: true },
    resolve: ({ id, facts, receivingSiteId }, _, context) =>
      onRecord(async () => {
        const fromSiteId = await roadBegins(id, context);
        return hospitalsFor({ ...factsOf(facts), id, fromSiteId }, receivingSiteId, context);
      }),
  }),
}));
