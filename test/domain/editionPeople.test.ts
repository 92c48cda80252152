import { startRun } from '../../workflows/domain/climb';
import { clockLadder } from '../../workflows/domain/clockLadder';
import { readClock } from '../../workflows/domain/clocks';
import { COMPLICATION_LADDERS } from '../../workflows/domain/complicationLadders';
import { openIncident } from '../../workflows/domain/decideIncident';
import { rotaHoleLadderOf } from '../../workflows/domain/decideRotaHole';
import { DEEDS } from '../../workflows/domain/editionPeople';
import { whyNotThresholds } from '../../workflows/domain/editionChecks';
import {
  deviceId,
  ecgId,
  episodeId,
  incidentId,
  labId,
  patientId,
  readingId,
  rotaHoleId,
} from '../../workflows/domain/ids';
import { alarmLadder, doctorLadder, welfareLadder } from '../../workflows/domain/incidentLadders';
import type { Ladder } from '../../workflows/domain/ladder';
import { everyAsk, ladderCodes, stepsOf } from '../../workflows/domain/ladderSteps';
import { dispatchLadder, labLadder, readLadder } from '../../workflows/domain/ladders';
import { CHAINS, chainOf } from '../../workflows/domain/owners';
import type { Thresholds } from '../../workflows/domain/pathway';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { Reading } from '../../workflows/domain/reading';
import { may } from '../../workflows/domain/permissions';
import { replayedPeople } from '../../workflows/domain/replayedPeople';
import { replayLadders } from '../../workflows/domain/replayLadders';
import { replayPathway } from '../../workflows/domain/replayPathway';
import { askCode, mayAskAnother, STEP_ROLES } from '../../workflows/domain/stepRoles';
import type { ReachAttempt } from '../../workflows/domain/reach';
import type { Target } from '../../workflows/domain/targets';
import { differences, keptOf, targetIn, THRESHOLDS } from '../../workflows/domain/thresholds';
import { MINUTE_MS } from '../../workflows/domain/time';
import { ROLES } from '../../workflows/domain/vocabulary';
import { anEpisode, minute, T0 } from '../builders/anEpisode';

type NamedRole = Exclude<(typeof STEP_ROLES)[number], 'AS_PRINTED'>;
/** How an edition says whom a step asks. */
const as = (role: NamedRole): number => STEP_ROLES.indexOf(role);
const BY = { DESK: 1, PUSH: 2, SMS: 3, VOICE: 4 } as const;
const under = (thresholds: Thresholds) => ({ pathway: { ...DEFAULT_PATHWAY, thresholds } });
const linesOf = (ladder: Ladder | undefined) =>
  ladder?.rungs.flatMap(({ at, tells }) =>
    tells.map(({ role, siteId, channel }) => `${(at - T0) / MINUTE_MS} ${role} at ${siteId} by ${channel}`),
  );

describe('an edition sets whom a step of a ladder asks', () => {
  const dispatched = (thresholds: Thresholds) =>
    linesOf(dispatchLadder(startRun('DISPATCH', T0), anEpisode(under(thresholds))));

  test('T04: somebody else is asked at that minute, where that somebody is on duty; the others stay', () => {
    const set = { DISPATCH_AMBULANCE_AFTER_3_ASKS_DISPATCH_LEAD: as('ED_LEAD') };
    expect(whyNotThresholds(set)).toBeUndefined();
    expect(dispatched(set)).toEqual([
      '0 EMS_DISPATCHER at st_ems by PUSH',
      '2 EMS_DISPATCHER at st_ems by VOICE',
      '3 ED_LEAD at st_hub by VOICE',
      '5 COORDINATOR at st_hub by VOICE',
      '10 DUTY_DIRECTOR at st_hub by VOICE',
    ]);
    expect(dispatched({ DISPATCH_AMBULANCE_AFTER_3_ASKS_DISPATCH_LEAD: 0 })).toEqual(dispatched({}));
    // who, when and how are three numbers of one step
    const all = { ...set, DISPATCH_AMBULANCE_AFTER_3: 4, DISPATCH_AMBULANCE_AFTER_3_BY: BY.SMS };
    expect(dispatched(all)?.[2]).toBe('4 ED_LEAD at st_hub by SMS');
  });

  test('R16: of several asked at once each has a step of its own; whoever holds the patient may be replaced too', () => {
    const bleeding = anEpisode({
      ...under({
        MAJOR_BLEEDING_AFTER_0_ASKS_OWNER: as('ED_DOCTOR'),
        MAJOR_BLEEDING_AFTER_5_ASKS_SECOND_CARDIOLOGIST: as('HOSPITAL_DUTY'),
      }),
      bleeding: { kind: 'MAJOR', at: T0, by: 'ps_ed' },
    });
    expect(linesOf(COMPLICATION_LADDERS['BLEEDING']?.(bleeding, startRun('BLEEDING', T0)))).toEqual([
      '0 ED_DOCTOR at st_hub by VOICE',
      '0 ON_CALL_CARDIOLOGIST at st_hub by VOICE',
      '0 COORDINATOR at st_hub by PUSH',
      '5 HOSPITAL_DUTY at st_hub by VOICE',
      '10 DUTY_DIRECTOR at st_hub by VOICE',
    ]);
  });

  test('10.13: of a reading, which keeps it; the neighbour’s reader stays at the neighbour', () => {
    const set = { READ_ECG_AFTER_8_ASKS_ON_CALL_CARDIOLOGIST: as('INTERVENTIONIST'), T05_LIMIT: 8 };
    const kept = keptOf({ edition: 'e', thresholds: set }, 'READING');
    expect(kept?.thresholds).toEqual({ READ_ECG_AFTER_8_ASKS_ON_CALL_CARDIOLOGIST: as('INTERVENTIONIST') });
    const reading: Reading = {
      ...{ id: readingId('rd_1'), region: 'demo', ecgId: ecgId('ecg_1'), siteId: 'st_county', hubSiteId: 'st_hub' },
      ...{ neighbourSiteId: 'st_neighbour', acquiredAt: T0, receivedAt: T0, status: 'WAITING', runs: [] },
      ...(kept && { pathway: kept }),
    };
    expect(linesOf(readLadder(reading))?.slice(4)).toEqual([
      '8 INTERVENTIONIST at st_hub by VOICE',
      '10 DUTY_DIRECTOR at st_hub by VOICE',
      '15 HUB_READER at st_neighbour by VOICE',
    ]);
  });

  describe('of an alarm', () => {
    const set = {
      INCIDENT_MEDIUM_AFTER_10_ASKS_DUTY_DOCTOR: as('SECOND_DESK_NURSE'),
      INCIDENT_MEDIUM_AFTER_20_ASKS_FAMILY_DOCTOR: as('DEVICE_STAFF'),
      DISPATCH_AMBULANCE_AFTER_3_ASKS_DISPATCH_LEAD: as('ED_LEAD'),
    };
    const pathway = keptOf({ edition: 'e', thresholds: set }, 'INCIDENT');
    const { next } = openIncident({
      ...{ id: incidentId('in_1'), region: 'demo', patientId: patientId('pt_1'), deviceId: deviceId('dv_watch') },
      ...{ deskSiteId: 'st_hub', communitySiteId: 'st_community', code: 'SUSTAINED_VT', priority: 'MEDIUM' },
      ...{ onsetAt: T0, raisedAt: T0, late: false, ...(pathway && { pathway }) },
      heard: { id: 'o', receivedAt: T0, by: { kind: 'DEVICE', id: 'dv_watch' } },
    });

    test('10.28: by day in the ladder itself', () => {
      expect(linesOf(alarmLadder(next))).toEqual([
        '0 DESK_NURSE at st_hub by PUSH',
        '10 SECOND_DESK_NURSE at st_hub by VOICE',
        '20 DEVICE_STAFF at st_hub by PUSH',
        '30 DESK_LEAD at st_hub by VOICE',
      ]);
    });

    test('10.43: by night in the morning’s own', () => {
      // T0 is day: a calendar so far away makes it night
      const calendar = { utcOffsetMin: 1380, daysOff: [], holidays: [] };
      expect(doctorLadder({ ...next, calendar })?.rungs.flatMap(({ tells }) => tells)).toEqual([
        { role: 'DEVICE_STAFF', siteId: 'st_hub', channel: 'PUSH' },
      ]);
    });

    test('R35: and of the ambulance that looks for its patient', () => {
      const check: ReachAttempt = { n: 1, way: 'WELFARE_CHECK', at: T0, toldBy: 'ps_desk', emsSiteId: 'st_ems' };
      const asked = welfareLadder(startRun('WELFARE', T0), { ...next, attempts: [check] });
      expect(linesOf(asked)?.[2]).toBe('3 ED_LEAD at st_hub by VOICE');
    });
  });

  test('R27: of a free lab that several wait for', () => {
    const pathway = {
      edition: 'e',
      thresholds: { LAB_CHOICE_AFTER_0_ASKS_INTERVENTIONIST: as('SECOND_INTERVENTIONIST') },
    };
    const waiters = [episodeId('ep_1'), episodeId('ep_2')];
    const lab = {
      id: labId('lab_1'),
      region: 'demo',
      siteId: 'st_hub',
      status: 'FREE',
      waiters,
      pathway,
      runs: [],
    } as const;
    expect(linesOf(labLadder(startRun('CHOICE', T0), lab))?.[1]).toBe('0 SECOND_INTERVENTIONIST at st_hub by PUSH');
  });

  test('of a hole in the rota, whether somebody leads that rota or nobody does', () => {
    const thresholds = {
      ROTA_HOLE_FOUND_AFTER_0_ASKS_ROTA_LEAD: as('HOSPITAL_DUTY'),
      ROTA_HOLE_FOUND_AFTER_30_ASKS_DUTY_DIRECTOR: as('HOSPITAL_DUTY'),
    };
    const found = (role: 'DESK_NURSE' | 'INTERVENTIONIST') =>
      linesOf(
        rotaHoleLadderOf(
          {
            ...{ id: rotaHoleId('rh_1'), region: 'demo', siteId: 'st_site', hubSiteId: 'st_hub', role, foundAt: T0 },
            ...{ fromAt: minute(60), toAt: minute(120), pathway: { edition: 'e', thresholds }, runs: [] },
          },
          startRun('FOUND', T0),
        ),
      );
    expect(found('DESK_NURSE')?.[0]).toBe('0 HOSPITAL_DUTY at st_hub by PUSH');
    expect(found('INTERVENTIONIST')).toEqual([
      '0 COORDINATOR at st_hub by PUSH',
      '30 HOSPITAL_DUTY at st_hub by VOICE',
    ]);
  });

  test('every line of every ladder has its step, but where a ladder tells each of several roles itself', () => {
    const codes = THRESHOLDS.filter(({ unit }) => unit === 'ROLE').map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const ladder of ladderCodes)
      for (const [afterMin, who] of everyAsk(ladder))
        expect([ladder, who, codes.includes(askCode(ladder, afterMin, who))]).toEqual([
          ...[ladder, who],
          mayAskAnother(who),
        ]);
  });

  test('who may be named is whoever can be on a rota, and stored places keep their meaning', () => {
    const never = ROLES.filter((role) => !(STEP_ROLES as readonly string[]).includes(role));
    expect(never).toEqual(['HUB_READER', 'MANAGER', 'AUDITOR', 'ADMIN']);
    expect(STEP_ROLES.slice(0, 4)).toEqual(['AS_PRINTED', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY', 'COORDINATOR']);
  });
});

describe('whom an edition may not name, in a sentence', () => {
  test.each(ladderCodes)('%s ends with somebody who is there at every hour', (code) => {
    const named = (role: NamedRole) =>
      Object.fromEntries(
        everyAsk(code)
          .filter(([, who]) => mayAskAnother(who))
          .map(([afterMin, who]) => [askCode(code, afterMin, who), as(role)]),
      );
    expect(whyNotThresholds(named('ECHO_DUTY'))).toMatch(
      RegExp(`^(The last step of ${code} asks the coordinator|${code} asks one person alone|A step of ${code} asks)`),
    );
  });

  test.each([
    [
      { DISPATCH_AMBULANCE_AFTER_10_ASKS_DUTY_DIRECTOR: as('ED_DOCTOR') },
      'The last step of DISPATCH_AMBULANCE asks the coordinator, the duty director or the hospital on duty.',
    ],
    [{ DISPATCH_AMBULANCE_AFTER_10_ASKS_DUTY_DIRECTOR: as('HOSPITAL_DUTY') }, undefined],
    [{ ARREST_AFTER_0_ASKS_ED_DOCTOR: as('COORDINATOR') }, 'A step of ARREST asks one person twice.'],
    [
      { COMMS_LOST_AFTER_5_ASKS_DUTY_DIRECTOR: as('COORDINATOR') },
      'COMMS_LOST asks one person alone: the next step asks another.',
    ],
    [
      { ROTA_HOLE_FOUND_AFTER_0_ASKS_ROTA_LEAD: as('DISPATCH_LEAD') },
      'ROTA_HOLE_FOUND_AFTER_0_ASKS_ROTA_LEAD asks nobody outside the hospital: DISPATCH_LEAD is not found there.',
    ],
    [{ READ_ECG_AFTER_3_ASKS_SECOND_READER: as('INTERVENTIONIST') }, undefined],
    [
      { READ_ECG_AFTER_3_ASKS_SECOND_READER: as('WARD_DOCTOR') },
      'READ_ECG_AFTER_3_ASKS_SECOND_READER asks for what WARD_DOCTOR may not do: nobody could answer it.',
    ],
    [
      { INCIDENT_HIGH_AFTER_2_ASKS_DUTY_DOCTOR: as('ECG_READER') },
      'INCIDENT_HIGH_AFTER_2_ASKS_DUTY_DOCTOR asks for what ECG_READER may not do: nobody could answer it.',
    ],
    [{ CHAIN_ED_LEVEL_ONE: as('COORDINATOR') }, 'The chain of ED is three people.'],
    [{ CHAIN_ED_LEVEL_ONE: as('WARD_LEAD') }, undefined],
    [{ STAND_DOWN_AFTER_0_ASKS_TOLD: as('ED_DOCTOR') }, 'STAND_DOWN_AFTER_0_ASKS_TOLD is no threshold.'],
    [{ T05_TELL_1_ASKS: STEP_ROLES.length }, `T05_TELL_1_ASKS must be 0 to ${STEP_ROLES.length - 1}.`],
  ])('%j', (thresholds, refusal) => {
    expect(whyNotThresholds(thresholds as Thresholds)).toBe(refusal);
  });

  test('the tables themselves hold to it', () => {
    expect(whyNotThresholds({})).toBeUndefined();
    for (const code of ladderCodes) {
      expect(stepsOf(code).asks.length).toBeGreaterThan(1);
      const deed = DEEDS[code];
      const roles = everyAsk(code).flatMap(([, who]) => ROLES.find((role) => role === who) ?? []);
      expect([code, roles.filter((role) => deed !== undefined && may(role, deed) !== true)]).toEqual([code, []]);
    }
  });
});

describe('an edition sets how and by whom a clock is answered', () => {
  const episode = (thresholds: Thresholds) => anEpisode(under(thresholds), { FMC: 0 });
  const told = (thresholds: Thresholds) => {
    const one = episode(thresholds);
    const reading = readClock('T05', one, minute(0));
    if (reading === undefined) throw new Error('the ECG clock should run');
    return linesOf(clockLadder('T05', one, reading));
  };

  test('1.1, 10.11: the channel of each level; at the last the director is called whatever is set', () => {
    const levels = { LEVEL_NEAR_BREACH_BY: BY.SMS, LEVEL_BREACH_BY: BY.PUSH, LEVEL_ESCALATED_BY: BY.DESK };
    expect(told(levels)).toEqual(expect.arrayContaining(['15 DUTY_DIRECTOR at st_hub by VOICE']));
    expect(told(levels)).not.toEqual(told({}));
    expect(told(levels)?.filter((line) => line.startsWith('15 '))).toEqual(
      told({})
        ?.filter((line) => line.startsWith('15 '))
        .map((line) => (line.includes('DUTY_DIRECTOR') ? line : line.replace('VOICE', 'DESK'))),
    );
  });

  test('T05: a row’s own minute asks somebody else, another way', () => {
    const first = (thresholds: Thresholds): NonNullable<Target['tells']>[number] | undefined =>
      targetIn({ thresholds }, 'T05').tells?.[0];
    expect(first({ T05_TELL_1_ASKS: as('COMMUNITY_LEAD'), T05_TELL_1_BY: BY.DESK })).toEqual({
      ...first({}),
      role: 'COMMUNITY_LEAD',
      channel: 'DESK',
    });
    expect(told({ T05_TELL_1_ASKS: as('ED_LEAD'), T05_TELL_1_BY: BY.SMS })).toContain('7 ED_LEAD at st_hub by SMS');
  });

  test('10.40: who comes after the owner, in clocks and wherever a ladder asks those; the owner stays', () => {
    const set = { CHAIN_FD_LEVEL_ONE: as('ED_LEAD') };
    expect(chainOf('HOLDER', episode(set))).toEqual(['FAMILY_DOCTOR', 'ED_LEAD', 'COORDINATOR']);
    expect(chainOf('FD', episode({}))).toEqual(CHAINS.FD);
    const breach = (thresholds: Thresholds) => told(thresholds)?.filter((line) => line.includes('COMMUNITY_LEAD'));
    expect(breach({})).not.toEqual([]);
    expect(breach(set)).toEqual([]);
  });
});

describe('played through other people', () => {
  const climbs = [
    { ladder: 'READ_ECG', key: 'READ', edition: {}, startedAt: T0, openedAt: minute(4), endedAt: minute(7) },
    { ladder: 'READ_ECG', key: 'READ', edition: {}, startedAt: T0, endedAt: minute(60) },
  ] as const;

  test('as many pages go out, and it says whom they would have rung', () => {
    const set = { READ_ECG_AFTER_3_ASKS_SECOND_READER: as('ON_CALL_CARDIOLOGIST') };
    const played = replayLadders(climbs, { thresholds: set }, minute(600));
    expect(played[0]?.would.pages).toBe(played[0]?.was.pages);
    expect(replayedPeople(played).filter(({ pages, pagesThen }) => pages !== pagesThen)).toEqual([
      { who: 'ON_CALL_CARDIOLOGIST', pages: 1, pagesThen: 3 },
      { who: 'SECOND_READER', pages: 3, pagesThen: 1 },
    ]);
  });

  test('T05: a clock whose row asks whom a level tells anyway sends one page less', () => {
    const stored = [anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 16 })];
    const pages = (thresholds: Thresholds) =>
      replayPathway(stored, thresholds, minute(600)).find(({ target }) => target === 'T05')?.would;
    const people = pages({ T05_TELL_1_ASKS: as('ED_LEAD') })?.people;
    expect(people?.['ED_LEAD']).toBe(1);
    expect(pages({})?.people['ED_LEAD']).toBeUndefined();
  });

  test('two editions differ in it line by line', () => {
    const code = 'ARREST_AFTER_5_ASKS_SECOND_CARDIOLOGIST';
    expect(differences({}, { [code]: as('HOSPITAL_DUTY') })).toEqual([{ code, before: 0, after: as('HOSPITAL_DUTY') }]);
  });
});
