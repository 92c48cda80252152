import { arrivalClass, HELP_ROWS, NATIONAL_CLASS } from '../../workflows/domain/arrivals';
import { openEpisode } from '../../workflows/domain/decideEpisode';
import type { OpenEpisode } from '../../workflows/domain/episode';
import { when } from '../../workflows/domain/milestones';
import { holderOf } from '../../workflows/domain/owners';
import { recommendFor } from '../../workflows/domain/strategy';
import type { HelpChannel } from '../../workflows/domain/vocabulary';
import { ARRIVAL_CLASSES, HELP_CHANNELS } from '../../workflows/domain/vocabulary';
import { aTime, minute, T0 } from '../builders/anEpisode';
import { anOpening, ecg, milestone, opened, pagesOf, read, rolesPaged, timePasses } from '../builders/given';

const SITES = { community: 'st_community', ems: 'st_ems', receiving: 'st_hub' };
const hub: Partial<OpenEpisode> = { at: 'RECEIVING', sites: SITES };
const classOf = (opening: Partial<OpenEpisode>, ...past: Parameters<typeof opened>[1][]) =>
  arrivalClass(opened(opening, ...past).episode);

describe('4.2 P1: how a case begins', () => {
  test.each(['FAMILY_DOCTOR', 'CALL_120', 'WEARABLE_ALARM', 'OTHER'] as const)('%s asks 120 in parallel', (channel) => {
    const begun = openEpisode(anOpening({ helpChannel: channel }));
    expect(rolesPaged(begun)).toContain('EMS_DISPATCHER');
    expect(when(begun.next.milestones, 'CALL120')).toBe(T0);
  });
  test.each(['WALK_IN', 'WARD', 'TRANSFER_IN'] as const)(
    '%s: a hospital has the patient, nobody is asked for an ambulance',
    (helpChannel) => {
      const begun = openEpisode(anOpening({ helpChannel, ...hub }));
      expect(rolesPaged(begun)).not.toContain('EMS_DISPATCHER');
      expect(when(begun.next.milestones, 'CALL120')).toBeUndefined();
    },
  );
  test('2.7 who walks into the PCI hospital is at its door, who walks into another is at that one’s', () => {
    const atHub = opened({ helpChannel: 'WALK_IN', ...hub }).episode;
    expect([when(atHub.milestones, 'DOOR'), holderOf(atHub)]).toEqual([T0, 'ED']);
    const atCounty = opened({ helpChannel: 'WALK_IN', at: 'REFERRING' }).episode;
    expect([when(atCounty.milestones, 'REF_DOOR_IN'), holderOf(atCounty)]).toEqual([T0, 'REF']);
  });
  test('R28 onset on a ward: the first contact is the doctor at the bedside, and PCI is in the house', () => {
    const { episode } = opened(
      { helpChannel: 'WARD', contact: aTime(minute(3)), onset: aTime(T0), ...hub },
      ecg(9),
      read('STEMI', 14),
      {
        type: 'FORECAST_MADE',
        forecast: { madeAt: minute(15), localMin: 5, driveMin: 0, arrivalToWireMin: 40 },
        heardMin: 15,
      },
    );
    expect(when(episode.milestones, 'FMC')).toBe(minute(3));
    expect(holderOf(episode)).toBe('WARD');
    expect(recommendFor(episode, minute(16))?.strategy).toBe('PPCI_ON_SITE');
  });
  test('every channel has a row that cites its source', () => {
    for (const channel of HELP_CHANNELS) expect(HELP_ROWS[channel].ref).not.toBe('');
  });
});

describe('G2: the five classes of arrival, derived', () => {
  const call: HelpChannel = 'CALL_120';
  test('120: an ambulance was sent', () => {
    expect(classOf({ helpChannel: call })).toBeUndefined();
    expect(classOf({ helpChannel: call }, milestone('DISPATCH', 2))).toBe('AMBULANCE');
  });
  test('walk-in: came alone to a hospital', () => {
    expect(classOf({ helpChannel: 'WALK_IN', ...hub })).toBe('WALK_IN');
  });
  test('network transfer: through another hospital of the network', () => {
    expect(classOf({ helpChannel: call }, milestone('DISPATCH', 2), milestone('REF_DOOR_IN', 30))).toBe(
      'NETWORK_TRANSFER',
    );
    expect(classOf({ helpChannel: 'TRANSFER_IN', at: 'REFERRING' })).toBe('NETWORK_TRANSFER');
  });
  test('non-network transfer: the sender has no agreement valid that day', () => {
    const outside = { helpChannel: 'TRANSFER_IN', at: 'REFERRING', outsideNetwork: true } as const;
    expect(classOf(outside)).toBe('NON_NETWORK_TRANSFER');
  });
  test('in-hospital onset, and 10.27: on a ward of the sender, then transferred, it is a transfer', () => {
    expect(classOf({ helpChannel: 'WARD', ...hub })).toBe('IN_HOSPITAL_ONSET');
    expect(classOf({ helpChannel: 'WARD', at: 'REFERRING' }, milestone('REF_DOOR_OUT', 40))).toBe('NETWORK_TRANSFER');
  });
  test('R29 who drives there after calling 120 is a walk-in; the vehicle is called back, the channel stays 120', () => {
    const triaged = opened({ helpChannel: call }, milestone('DISPATCH', 2), milestone('ROLLING', 4));
    const { next, ...came } = triaged.when(milestone('TRIAGE', 12));
    expect(arrivalClass(next)).toBe('WALK_IN');
    expect(next.helpChannel).toBe('CALL_120');
    const told = pagesOf({ next, ...came }).filter(({ because }) => because.reason === 'STAND_DOWN');
    expect(told.map(({ role }) => role)).toEqual(['EMS_DISPATCHER']);
  });
  test('R29 no vehicle sent yet: nobody is asked for one any more', () => {
    const { when: then } = opened({ helpChannel: call }, milestone('TRIAGE', 2));
    expect(rolesPaged(then(timePasses(4)))).not.toContain('DISPATCH_LEAD');
  });
});

test('G2: the four national classes are made from the five', () => {
  expect(ARRIVAL_CLASSES.map((one) => NATIONAL_CLASS[one])).toEqual([
    'IN_HOSPITAL',
    'TRANSFER',
    'TRANSFER',
    'CALL_120',
    'WALK_IN',
  ]);
});
