import type { Telling } from './decision';
import type { Episode, OpenEpisode, Time } from './episode';
import type { EpisodeId } from './ids';
import { known } from './known';
import { cameAlone } from './owners';
import { when } from './milestones';
import { NOTHING_YET } from './nothingYet';
import { isNetworkTransfer } from './receivers';
import { withRun } from './runs';
import type { ArrivalClass, HelpChannel, NationalClass } from './vocabulary';
import { mark, systemTime } from './marking';

type HelpRow = {
  readonly ref: string;
  /** 120 is asked for a vehicle in parallel, unless a hospital has the patient already. */
  readonly asks120: boolean;
  /** A doctor is at the patient when help is sought: that is the first contact. */
  readonly contact?: true;
};

/** How a case begins, by where help was sought (4.2 P1, R28, docs/decisions/0004). */
export const HELP_ROWS: Readonly<Record<HelpChannel, HelpRow>> = {
  FAMILY_DOCTOR: { ref: '4.2 P1a', asks120: true },
  CALL_120: { ref: '4.2 P1', asks120: true },
  WALK_IN: { ref: '4.2 P1, 2.7', asks120: true },
  WARD: { ref: 'R28, T39', asks120: false },
  WEARABLE_ALARM: { ref: '4.2 P1', asks120: true, contact: true },
  TRANSFER_IN: { ref: 'G2, 4.2 P6T', asks120: false },
  OTHER: { ref: '4.2 P1', asks120: true },
};

/** The state a first word makes: help is sought, and what follows from where it was sought. */
export function arrive(open: OpenEpisode): Episode {
  const { heard, helpSought, onset, helpChannel, index, arrivalToWire, drive, at, contact, ...facts } = open;
  const { asks120, contact: atOnce } = HELP_ROWS[helpChannel];
  const fmc = contact ?? (atOnce ? helpSought : undefined);
  // what the region knows before anybody has made a forecast: the hospital's own figure and the drive
  const road = arrivalToWire === undefined && drive === undefined ? undefined : { ...arrivalToWire, ...drive };
  const empty: Episode = {
    ...NOTHING_YET,
    ...facts,
    ...known({ index, forecast: road && { ...road, madeAt: heard.receivedAt } }),
    helpChannel,
    openedAt: heard.receivedAt,
    jurisdiction: open.pathway.jurisdiction,
  };
  const asked = mark(empty, 'HELP_SOUGHT', helpSought, heard);
  const parallel = asks120 && at === undefined;
  const known120 = parallel ? mark(asked, 'CALL120', systemTime(heard.receivedAt), heard) : asked;
  const withOnset = onset === undefined ? known120 : mark(known120, 'ONSET', onset, heard);
  const contacted = fmc === undefined ? withOnset : mark(withOnset, 'FMC', fmc, heard);
  // whoever walks into a hospital is at its door when asking for help
  const door = at === 'RECEIVING' ? 'DOOR' : 'REF_DOOR_IN';
  const arrived = at !== undefined && helpChannel === 'WALK_IN' ? mark(contacted, door, helpSought, heard) : contacted;
  return parallel ? withRun(arrived, 'DISPATCH', heard.receivedAt) : arrived;
}

type Again = { readonly time: Time } & Telling;

/** A new event in the same bed: onset in hospital, linked to the first, a doctor at the bedside (R17, R28). */
export function linkedOpening(episode: Episode, id: EpisodeId, { time, by, receivedAt }: Again): OpenEpisode {
  const { region, patientId, pathway, drill, result, discharge } = episode;
  const { referring: _, ...sites } = episode.sites;
  return {
    id,
    ...{ region, patientId, sites, pathway, drill },
    helpChannel: 'WARD',
    helpSought: time,
    onset: time,
    contact: time,
    at: 'RECEIVING',
    complaints: [],
    index: {
      episodeId: episode.id,
      stents: result?.stents ?? episode.index?.stents ?? [],
      drugs: discharge?.drugs ?? episode.index?.drugs ?? [],
      ...known({ culprit: result?.culprit }),
    },
    heard: { id: `${episode.id}:REINFARCTION`, by, receivedAt },
  };
}

type Holds = (episode: Episode) => boolean;

/** G2's five classes: the first that fits; none before a fact decides it. */
const ARRIVAL_ROWS: readonly (readonly [ArrivalClass, Holds])[] = [
  // onset on a ward of the sender, then transferred, counts as a transfer (10.27)
  [
    'IN_HOSPITAL_ONSET',
    ({ helpChannel, milestones }) => helpChannel === 'WARD' && when(milestones, 'REF_DOOR_OUT') === undefined,
  ],
  ['NON_NETWORK_TRANSFER', (episode) => isTransfer(episode) && isOutside(episode)],
  ['NETWORK_TRANSFER', (episode) => isTransfer(episode)],
  ['WALK_IN', (episode) => cameAlone(episode) || (episode.helpChannel === 'WALK_IN' && !isDispatched(episode))],
  ['AMBULANCE', (episode) => isDispatched(episode)],
  ['WALK_IN', ({ helpChannel }) => helpChannel === 'WALK_IN'],
];

const isTransfer = ({ helpChannel, milestones }: Episode): boolean =>
  helpChannel === 'TRANSFER_IN' ||
  when(milestones, 'REF_DOOR_IN') !== undefined ||
  when(milestones, 'REF_DOOR_OUT') !== undefined;
/** Its sender is in no register, or no agreement held between the two hospitals when the patient came to the first (10.42). */
const isOutside = (episode: Episode): boolean => {
  const { milestones, openedAt, outsideNetwork } = episode;
  const sentAt =
    when(milestones, 'REF_DOOR_IN') ?? when(milestones, 'REF_DOOR_OUT') ?? when(milestones, 'HELP_SOUGHT') ?? openedAt;
  return outsideNetwork === true || !isNetworkTransfer(episode, sentAt);
};
const isDispatched = ({ milestones }: Episode): boolean =>
  (['ON_SCENE', 'DISPATCH'] as const).some((code) => when(milestones, code) !== undefined);

export const arrivalClass = (episode: Episode): ArrivalClass | undefined =>
  ARRIVAL_ROWS.find(([, holds]) => holds(episode))?.[0];

/** The four classes of the national platform (G2, 8.2). */
export const NATIONAL_CLASS: Readonly<Record<ArrivalClass, NationalClass>> = {
  IN_HOSPITAL_ONSET: 'IN_HOSPITAL',
  NETWORK_TRANSFER: 'TRANSFER',
  NON_NETWORK_TRANSFER: 'TRANSFER',
  AMBULANCE: 'CALL_120',
  WALK_IN: 'WALK_IN',
};
