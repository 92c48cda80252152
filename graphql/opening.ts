import type { QueryConfig } from 'pg';
import { Fault } from '../activities/platform/faults';
import { isRecordAway } from '../activities/platform/recordAway';
import type { OpenEpisode, Sites } from '../workflows/domain/episode';
import type { PatientId } from '../workflows/domain/ids';
import { editionInForce, versionOf } from '../workflows/domain/pathway';
import type { Instant } from '../workflows/domain/time';
import type { HelpChannel } from '../workflows/domain/vocabulary';
import { hubOf, receiversOf } from './agreements';
import type { Context } from './context';
import type { Directory } from './directory';
import { present } from './present';
import { onRecord } from './record';

export type Place = Pick<OpenEpisode, 'sites' | 'pathway' | 'at' | 'receivers' | 'outsideNetwork'>;

/** The places an episode of a community's patient can touch, and the calendar it counts by. */
export function placeOf(directory: Directory, communitySiteId: string, now: Instant): Place {
  const site = directory.site(communitySiteId);
  const receivers = site === undefined ? [] : receiversOf(directory, site.referringSiteId ?? site.id, now);
  const receiving = hubOf(receivers, now) ?? site?.hubSiteId ?? undefined;
  if (site === undefined || receiving === undefined)
    throw new Fault('BAD_INPUT', 'This community centre has no chest-pain hub; register its agreement first.');
  const sites: Sites = {
    community: site.id,
    ems: site.emsSiteId ?? receiving,
    receiving,
    ...present({ referring: site.referringSiteId }),
  };
  const { utcOffsetMin, daysOff, holidays } = site;
  const edition = editionInForce(directory.editions(), sites.receiving, now);
  const pathway = versionOf(edition, { utcOffsetMin, daysOff, holidays });
  return { sites, pathway, receivers };
}

type Found = { readonly communitySiteId: string | null; readonly open: string | null };

/** Phases in which a patient is under acute care: a second episode beside it would split the record. */
const PATIENT = `
  SELECT p.community_site_id AS "communitySiteId",
         (SELECT e.id FROM episode e WHERE e.patient_id IN (SELECT s.id FROM same_person(p.id) s)
             AND e.closed_at IS NULL AND e.id <> $2
             AND e.phase NOT IN ('STEP_DOWN', 'FOLLOW_UP', 'REGISTER', 'CLOSED') ORDER BY e.opened_at DESC LIMIT 1) AS open
    FROM patient p WHERE p.id = $1`;

/** Help waits no longer than this (ms) for a database that hangs. */
const LOOK_MS = 1000;

/** Where a patient belongs. With the record away, the caller's own community: opening must not wait for it. */
export async function placeOfPatient(context: Context, patientId: PatientId, opening: string): Promise<Place> {
  const { pool, directory, actor } = context;
  try {
    const look: QueryConfig & { query_timeout: number } = {
      text: PATIENT,
      values: [patientId, opening],
      query_timeout: LOOK_MS,
    };
    const { rows } = await pool.query<Found>(look);
    const patient = rows[0];
    if (patient === undefined) throw new Fault('NOT_FOUND', 'No such patient.');
    if (patient.open !== null) throw new Fault('ALREADY_OPEN', 'This patient’s episode is open: go on there.');
    return placeOf(directory, patient.communitySiteId ?? '', context.now());
  } catch (error) {
    if (!isRecordAway(error)) throw error;
    const own = (actor?.duties ?? []).find(({ siteId }) => directory.site(siteId)?.kind === 'COMMUNITY_CENTRE');
    if (own === undefined) return onRecord(() => Promise.reject(error));
    return placeOf(directory, own.siteId, context.now());
  }
}

/** Which hospital has the patient, and how the patient came to it. */
type Where = {
  readonly siteId: string;
  readonly helpChannel: HelpChannel;
  readonly sentFromId?: string;
  /** The day whose agreements count (10.42). */
  readonly sentAt: Instant;
};

/** A hospital that has the patient already takes its own part in the episode: its cath lab, or its transfer. */
export function placedAt({ directory, now }: Context, place: Place, where: Where): Place {
  const pathwayOf = (receiving: string) =>
    versionOf(editionInForce(directory.editions(), receiving, now()), place.pathway.calendar);
  const site = directory.site(where.siteId);
  if (site?.kind === 'PCI_HOSPITAL') {
    const { referring: _, ...sites } = place.sites;
    const here = { sites: { ...sites, receiving: site.id }, pathway: pathwayOf(site.id), at: 'RECEIVING' } as const;
    return where.helpChannel === 'TRANSFER_IN' ? { ...here, ...sentFrom(directory, here.sites, where) } : here;
  }
  if (where.sentFromId !== undefined)
    throw new Fault('BAD_INPUT', 'A sender is named where the receiving hospital has the patient already.');
  if (site?.kind === 'NON_PCI_HOSPITAL') {
    const receivers = receiversOf(directory, site.id, where.sentAt);
    const receiving = hubOf(receivers, now()) ?? site.hubSiteId ?? place.sites.receiving;
    const sites = { ...place.sites, referring: site.id, receiving };
    return { sites, pathway: pathwayOf(receiving), receivers, at: 'REFERRING' };
  }
  throw new Fault('BAD_INPUT', 'Say which hospital has the patient; a community centre opens the episode without it.');
}

/** G2: the sender’s agreements of that day say whether it is the network’s; a hospital of no register has none. */
function sentFrom(directory: Directory, sites: Sites, { sentFromId, sentAt }: Where): Partial<Place> {
  if (sentFromId === undefined) return { outsideNetwork: true };
  const sender = directory.site(sentFromId);
  if (sender === undefined || sender.kind === 'EMS_STATION' || sender.id === sites.receiving)
    throw new Fault(
      'BAD_INPUT',
      'The sender is another hospital or community centre; an ambulance brings, it does not send.',
    );
  return { sites: { ...sites, referring: sender.id }, receivers: receiversOf(directory, sender.id, sentAt) };
}
