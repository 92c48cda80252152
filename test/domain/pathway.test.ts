import { startRun } from '../../workflows/domain/climb';
import { clockLadder } from '../../workflows/domain/clockLadder';
import { readClock } from '../../workflows/domain/clocks';
import { openIncident } from '../../workflows/domain/decideIncident';
import type { Decision } from '../../workflows/domain/decision';
import type { Episode } from '../../workflows/domain/episode';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { deviceId, ecgId, incidentId, patientId } from '../../workflows/domain/ids';
import { alarmLadder } from '../../workflows/domain/incidentLadders';
import { channelCode, ladderCodes, lastMinute, STEP_CHANNELS, wholeLadders } from '../../workflows/domain/ladderSteps';
import { dispatchLadder, labQueuedLadder, labTeamLadder } from '../../workflows/domain/ladders';
import { adjunctsFor } from '../../workflows/domain/adjuncts';
import { ADJUNCT_NUMBERS } from '../../workflows/domain/adjunctRows';
import { LYTIC_NUMBERS, lyticDoses } from '../../workflows/domain/lytics';
import { OVERLAY_LADDERS } from '../../workflows/domain/overlayLadders';
import { PACK_NUMBERS } from '../../workflows/domain/packRows';
import { packFor } from '../../workflows/domain/pack';
import { assessSt, ST_HEIGHTS } from '../../workflows/domain/stCriteria';
import type { Edition, Thresholds } from '../../workflows/domain/pathway';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { replayLadders, type StoredClimb } from '../../workflows/domain/replayLadders';
import { replayPathway } from '../../workflows/domain/replayPathway';
import { recommendFor } from '../../workflows/domain/strategy';
import { targetCodes, targetOf } from '../../workflows/domain/targets';
import { beyondPrint, whyNotThresholds } from '../../workflows/domain/editionChecks';
import { quietHours } from '../../workflows/domain/ruleThresholds';
import { differences, keptOf, targetIn, THRESHOLDS } from '../../workflows/domain/thresholds';
import { anEpisode, minute, T0 } from '../builders/anEpisode';
import { ENGINE, given, milestone, pagesOf, timePasses, type Word } from '../builders/given';

const under = (thresholds: Thresholds) => ({ pathway: { ...DEFAULT_PATHWAY, thresholds } });
const noEcg = { FMC: 0 };
const NO_FACTS = {
  phase: 'STRATEGY',
  strategy: 'LYSIS',
  finding: 'STEMI',
  answers: {},
  rightTerritory: false,
  weightKg: 65,
  ageYears: 60,
} as const;

describe('an edition of a site', () => {
  test('sets the limit of a clock for the episodes that began under it, and for no other', () => {
    const strict = anEpisode(under({ T05_LIMIT: 6 }), { FMC: 0, ECG1_ACQUIRED: 8 });
    expect(readClock('T05', strict, minute(20))).toMatchObject({ status: 'MISSED', limitMin: 6, dueAt: minute(6) });
    const plain = anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 8 });
    expect(readClock('T05', plain, minute(20))).toMatchObject({ status: 'MET', limitMin: 10 });
  });

  test('moves a row’s own minute, and with it who is told when', () => {
    const times = (thresholds: Thresholds) => {
      const episode = anEpisode(under(thresholds), noEcg);
      const reading = readClock('T05', episode, minute(0));
      if (reading === undefined) throw new Error('the ECG clock should run');
      return clockLadder('T05', episode, reading)
        .rungs.filter(({ tells }) => tells.length > 0)
        .map(({ at }) => (at - minute(0)) / 60_000);
    };
    expect(times({})).toContain(7);
    expect(times({ T05_TELL_1: 4 })).toContain(4);
    expect(times({ T05_TELL_1: 4 })).not.toContain(7);
  });

  test('that sets nothing is the tables themselves', () => {
    for (const code of targetCodes) expect(targetIn({ thresholds: {} }, code)).toEqual(targetOf(code));
    expect(differences({}, {})).toEqual([]);
  });

  test('each number that may be set really moves its row', () => {
    for (const { code, target, value } of THRESHOLDS.filter((one) => one.target !== undefined)) {
      const changed = target && targetIn({ thresholds: { [code]: value + 1 } }, target);
      expect({ code, changed }).not.toEqual({ code, changed: target && targetOf(target) });
    }
  });

  test('1.1: sets at which share of a limit each level is reached; the breach stays the whole of it', () => {
    const clock = (thresholds: Thresholds) => readClock('T05', anEpisode(under(thresholds), noEcg), minute(0))?.levels;
    const set = { LEVEL_HALF: 40, LEVEL_NEAR_BREACH: 60, LEVEL_ESCALATED: 120 };
    expect(clock(set)).toEqual({ HALF: minute(4), NEAR_BREACH: minute(6), BREACH: minute(10), ESCALATED: minute(12) });
    expect(clock({})).toMatchObject({ NEAR_BREACH: minute(7.5), ESCALATED: minute(15) });
  });

  test('moves a step of an episode’s own ladder, and leaves the people and their order as they are', () => {
    const asked = (thresholds: Thresholds) =>
      dispatchLadder(startRun('DISPATCH', minute(0)), anEpisode(under(thresholds))).rungs.map(({ at, tells }) => [
        (at - minute(0)) / 60_000,
        tells[0]?.role,
      ]);
    const roles = asked({}).map(([, role]) => role);
    const set = asked({ DISPATCH_AMBULANCE_AFTER_2: 1, DISPATCH_AMBULANCE_AFTER_10: 8 });
    expect(set.map(([after]) => after)).toEqual([0, 1, 3, 5, 8]);
    expect(set.map(([, role]) => role)).toEqual(roles);
  });

  test('every step that may be set moves a rung: no minute of the list is one nobody asks at', () => {
    const episode = (thresholds: Thresholds) => anEpisode(under(thresholds));
    const rungs = {
      LAB_ACTIVATED: (one: Episode) => labTeamLadder(startRun('LAB', T0), 'INTERVENTIONIST', one),
      LAB_QUEUED: (one: Episode) => labQueuedLadder(startRun('LAB_QUEUED', T0), one),
      DISPATCH_AMBULANCE: (one: Episode) => dispatchLadder(startRun('DISPATCH', T0), one),
    };
    for (const [ladder, of] of Object.entries(rungs)) {
      const plain = of(episode({})).rungs.map(({ at }) => at);
      for (const { code, value } of THRESHOLDS.filter((one) => one.ladder === ladder && one.unit === 'MIN')) {
        const moved = of(episode({ [code]: value + 0.5 })).rungs.map(({ at }) => at);
        expect({ code, moved: moved.filter((at, place) => at !== plain[place]) }).toEqual({
          code,
          moved: [minute(value + 0.5)],
        });
      }
    }
  });

  describe('sets by which channel a step of a ladder asks', () => {
    const BY = { DESK: 1, PUSH: 2, SMS: 3, VOICE: 4 } as const;
    const dispatched = (thresholds: Thresholds) =>
      dispatchLadder(startRun('DISPATCH', minute(0)), anEpisode(under(thresholds))).rungs.map(({ at, tells }) => [
        (at - minute(0)) / 60_000,
        ...tells.map(({ role, channel }) => `${role} by ${channel}`),
      ]);

    test('the same people are asked at the same minutes, and the steps beside keep their own', () => {
      expect(dispatched({ DISPATCH_AMBULANCE_AFTER_0_BY: BY.VOICE, DISPATCH_AMBULANCE_AFTER_3_BY: BY.SMS })).toEqual([
        [0, 'EMS_DISPATCHER by VOICE'],
        [2, 'EMS_DISPATCHER by VOICE'],
        [3, 'DISPATCH_LEAD by SMS'],
        [5, 'COORDINATOR by VOICE'],
        [10, 'DUTY_DIRECTOR by VOICE'],
      ]);
      expect(dispatched({ DISPATCH_AMBULANCE_AFTER_0_BY: 0 })).toEqual(dispatched({}));
      // a step that is moved is the same step
      expect(dispatched({ DISPATCH_AMBULANCE_AFTER_2: 1, DISPATCH_AMBULANCE_AFTER_2_BY: BY.PUSH })[1]).toEqual([
        1,
        'EMS_DISPATCHER by PUSH',
      ]);
    });

    test('of an alarm too, and what runs by itself keeps it; an alarm that came late is a call all the same', () => {
      const set = { INCIDENT_HIGH_AFTER_0_BY: BY.SMS, READ_ECG_AFTER_3_BY: BY.VOICE };
      const kept = keptOf({ edition: 'e', thresholds: set }, 'INCIDENT');
      expect(kept?.thresholds).toEqual({ INCIDENT_HIGH_AFTER_0_BY: BY.SMS });
      expect(keptOf({ edition: 'e', thresholds: set }, 'READING')?.thresholds).toEqual({
        READ_ECG_AFTER_3_BY: BY.VOICE,
      });
      const raised = (late: boolean) =>
        openIncident({
          ...{ id: incidentId('in_1'), region: 'demo', patientId: patientId('pt_1'), deviceId: deviceId('dv_watch') },
          ...{ deskSiteId: 'st_hub', communitySiteId: 'st_community', code: 'SUSTAINED_VT', priority: 'HIGH' },
          ...{ onsetAt: T0, raisedAt: T0, late, ...(kept && { pathway: kept }) },
          heard: { id: 'o', receivedAt: T0, by: { kind: 'DEVICE', id: 'dv_watch' } },
        }).next;
      const first = (late: boolean) => alarmLadder(raised(late))?.rungs[0]?.tells[0]?.channel;
      expect([first(false), first(true)]).toEqual(['SMS', 'VOICE']);
    });

    test.each(ladderCodes)('%s ends with a call or the desk, whatever an edition says', (code) => {
      for (const last of wholeLadders(code).map(lastMinute)) {
        const by = (place: number) => whyNotThresholds({ [channelCode(code, last)]: place });
        const refused = `The last step of ${code} is a call or the desk.`;
        expect([BY.PUSH, BY.SMS].map(by)).toEqual([refused, refused]);
        expect([0, BY.DESK, BY.VOICE].map(by)).toEqual([undefined, undefined, undefined]);
      }
    });

    test('what is no channel is refused, and two editions differ in it like in a number', () => {
      const code = channelCode('READ_ECG', 3);
      expect(whyNotThresholds({ [code]: STEP_CHANNELS.length })).toBe(`${code} must be 0 to 4.`);
      expect(whyNotThresholds({ [code]: 1.5 })).toBe(`${code} is a whole number.`);
      expect(whyNotThresholds({ [channelCode('READ_ECG', 4)]: BY.VOICE })).toBe('READ_ECG_AFTER_4_BY is no threshold.');
      expect(differences({}, { [code]: BY.VOICE })).toEqual([{ code, before: 0, after: BY.VOICE }]);
    });
  });

  test('sets the hours in which routine waits', () => {
    expect(quietHours({})).toEqual({ fromMin: 1200, toMin: 540 });
    expect(quietHours({ thresholds: { QUIET_FROM: 1320, QUIET_TO: 420 } })).toEqual({ fromMin: 1320, toMin: 420 });
  });

  test('2.4, 10.6: sets which lytics the hospital has and over which age a dose is halved', () => {
    const esc = (thresholds: Thresholds) =>
      lyticDoses({ jurisdiction: 'ESC_2023', thresholds }, { weightKg: 70, ageYears: 73 });
    expect(esc({}).map(({ product }) => product)).toContain('RPA_10_U');
    expect(esc({ LYTIC_RPA_10_U: 0 }).map(({ product }) => product)).not.toContain('RPA_10_U');
    const tnk = (thresholds: Thresholds) => esc(thresholds).find(({ product }) => product === 'TNK_BY_WEIGHT')?.halved;
    expect([tnk({}), tnk({ LYTIC_HALF_OVER: 70 })]).toEqual([false, true]);
  });

  test('2.2#4: sets the forecast above which PCI is no longer the first choice', () => {
    const says = (thresholds: Thresholds) =>
      recommendFor(
        anEpisode(
          {
            ...under(thresholds),
            report: { ecgId: ecgId('ecg_1'), finding: 'STEMI', territories: [], signedBy: 'ps_reader', at: minute(0) },
            forecast: { arrivalToWireMin: 30, driveMin: 50, localMin: 20, madeAt: minute(0) },
          },
          { ONSET: 0, STEMI_DX: 0 },
        ),
        minute(0),
      )?.strategy;
    expect([says({}), says({ FORECAST_LIMIT: 90 })]).toEqual(['PPCI_BY_TRANSFER', 'LYSIS']);
  });

  test('2.2#4–#9: sets the windows after the onset in which each way is offered', () => {
    const says = (thresholds: Thresholds, hours: number) => {
      const report = { ecgId: ecgId('ecg_1'), finding: 'STEMI', territories: [], signedBy: 'ps_reader' } as const;
      const forecast = { arrivalToWireMin: 30, driveMin: 20, localMin: 10, madeAt: minute(0) };
      const since = { ...under(thresholds), report: { ...report, at: minute(0) }, forecast };
      return recommendFor(anEpisode(since, { ONSET: -60 * hours, STEMI_DX: 0 }), minute(0))?.row;
    };
    expect([says({}, 11), says({}, 13)]).toEqual(['2.2#4', '2.2#6']);
    expect([says({ ONSET_WINDOW: 10 }, 11), says({ ONSET_WINDOW: 14 }, 13)]).toEqual(['2.2#6', '2.2#4']);
    expect(whyNotThresholds({ ONSET_WINDOW: 30 })).toMatch(/^The windows after the onset rise/);
  });

  test('2.8: a refusal is offered again for as long as the edition’s window lasts', () => {
    const offers = (thresholds: Thresholds) => {
      const refused = { LYSIS: { state: 'REFUSED', startedAt: minute(0), capacity: 'CAPABLE' } } as const;
      const episode = anEpisode({ ...under(thresholds), consents: refused }, { ONSET: 0, FMC: 0 });
      return OVERLAY_LADDERS['REOFFER:LYSIS']?.(episode, startRun('REOFFER:LYSIS', minute(0)))?.rungs.length;
    };
    expect([offers({}), offers({ ONSET_WINDOW: 6 })]).toEqual([24, 12]);
  });

  test('2.4, 2.5#4: sets the amounts of drugs for the patients of its episodes', () => {
    const heavy = { weightKg: 65, ageYears: 60 };
    const tnk = (thresholds: Thresholds) =>
      lyticDoses({ jurisdiction: 'ESC_2023', thresholds }, heavy).find(({ product }) => product === 'TNK_BY_WEIGHT');
    expect([tnk({}), tnk({ DOSE_TNK_BY_WEIGHT_1_BELOW_70_KG: 30 })].map((one) => one?.steps[0]?.amount)).toEqual([
      35, 30,
    ]);
    const heparin = (thresholds: Thresholds) =>
      adjunctsFor({ ...NO_FACTS, thresholds })
        .find(({ adjunct }) => adjunct === 'ANTICOAGULANT')
        ?.doses.at(-1)?.steps;
    expect(heparin({})?.map(({ from }) => from)).toEqual([3900, 780]);
    expect(heparin({ DOSE_UNFRACTIONATED_HEPARIN_LYSIS_1: 50 })?.map(({ from }) => from)).toEqual([3250, 780]);
  });

  test('2.4, 2.5: every amount that may be set really moves a dose, and no two have one name', () => {
    const numbers = [...LYTIC_NUMBERS, ...PACK_NUMBERS, ...ADJUNCT_NUMBERS];
    const codes = numbers.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, value } of numbers) {
      const shown = (thresholds: Thresholds) =>
        [45, 65, 75, 85, 120].flatMap((weightKg) =>
          [60, 80].flatMap((ageYears) => [
            ...(['CHINA_2019', 'ESC_2023'] as const).map((jurisdiction) =>
              lyticDoses({ jurisdiction, thresholds }, { weightKg, ageYears }),
            ),
            ...(['PPCI_ON_SITE', 'LYSIS'] as const).flatMap((strategy) => [
              adjunctsFor({ ...NO_FACTS, strategy, weightKg, ageYears, thresholds }),
              packFor({ strategy, ageYears, answers: {}, thresholds }),
            ]),
          ]),
        );
      expect({ code, shown: shown({ [code]: value * 0.6 }) }).not.toEqual({ code, shown: shown({}) });
    }
  });

  test('2.4: an amount beyond what its row prints is named to whoever approves it; a slip of the pen is refused', () => {
    expect(beyondPrint({ T05_LIMIT: 3, DOSE_ATORVASTATIN_1_FROM: 60 })).toEqual([]);
    expect(beyondPrint({ DOSE_RHTNK_TPA_16_MG_1: 20 })).toEqual(['DOSE_RHTNK_TPA_16_MG_1']);
    expect(whyNotThresholds({ DOSE_RHTNK_TPA_16_MG_1: 160 })).toBe('DOSE_RHTNK_TPA_16_MG_1 must be 8 to 32.');
    expect(whyNotThresholds({ DOSE_ATORVASTATIN_1_FROM: 80, DOSE_ATORVASTATIN_1_TO: 40 })).toMatch(/is at most/);
  });

  test('2.5#2: sets which P2Y12 inhibitors the pack of PPCI holds; clopidogrel stays', () => {
    const chosen = (thresholds: Thresholds) =>
      packFor({ strategy: 'PPCI_ON_SITE', ageYears: 60, answers: {}, thresholds }).p2y12.map(({ drug }) => drug);
    expect(chosen({})).toEqual(['TICAGRELOR', 'PRASUGREL', 'CLOPIDOGREL']);
    expect(chosen({ PACK_PRASUGREL: 0, PACK_TICAGRELOR: 0 })).toEqual(['CLOPIDOGREL']);
  });

  test('2.5#1, 2.5#2: sets the loads of the pack; what goes beyond the print is signed for by name', () => {
    const loads = (thresholds: Thresholds, ageYears = 60) => {
      const { aspirin, p2y12 } = packFor({ strategy: 'LYSIS', ageYears, answers: {}, thresholds });
      return [...aspirin, ...p2y12].map(({ mg }) => mg);
    };
    expect([loads({}), loads({}, 76)]).toEqual([
      [300, 300],
      [300, 75],
    ]);
    expect(loads({ DOSE_ASPIRIN_1: 200, CLOPIDOGREL_SMALLER_OVER: 59 })).toEqual([200, 75]);
    expect(beyondPrint({ DOSE_ASPIRIN_1: 162, DOSE_CLOPIDOGREL_PPCI_1: 300 })).toEqual(['DOSE_CLOPIDOGREL_PPCI_1']);
    expect(whyNotThresholds({ DOSE_CLOPIDOGREL_LYSIS_OVER_75_1: 300 })).toMatch(/must be 37.5 to 150/);
  });

  test('2.5#4, 2.5#5, 2.5#6: sets the eGFR, the saturation and the pressure that decide, and says them', () => {
    const measured = (value: number) => ({ value, at: T0 });
    const sampled = { at: T0, precision: 'MINUTE', source: 'HUMAN' } as const;
    const shown = (thresholds: Thresholds) => {
      const facts = { ...NO_FACTS, thresholds, spo2: measured(91), sbp: measured(95), egfr: { value: 35, sampled } };
      const lines = adjunctsFor(facts);
      const enoxaparin = lines.flatMap(({ doses }) => doses).find(({ product }) => product === 'ENOXAPARIN');
      return [
        lines.flatMap(({ adjunct, because, limit = 0 }) =>
          adjunct === 'OXYGEN' || adjunct === 'NITROGLYCERIN' ? [`${because[0]} ${limit}`] : [],
        ),
        `${enoxaparin?.remarks[0]} ${enoxaparin?.egfrLimit}`,
        enoxaparin?.steps.at(-1)?.everyH,
      ];
    };
    expect(shown({})).toEqual([['SPO2_ENOUGH 90', 'RIGHT_VENTRICULAR_INFARCT_UNKNOWN 90'], 'EGFR_ENOUGH 30', 12]);
    const set = { ENOXAPARIN_DAILY_BELOW: 40, OXYGEN_BELOW: 92, NITROGLYCERIN_FROM: 100 };
    expect(shown(set)).toEqual([['SPO2_LOW 92', 'SBP_LOW 100'], 'EGFR_LOW 40', 24]);
    expect(whyNotThresholds({ OXYGEN_BELOW: 101 })).toMatch(/at most 100/);
  });

  test('2.1: sets the heights of ST, each question its own, and the tables stay as they are', () => {
    const man = { jMv: { V2: 0.21, V3: 0.21 }, sex: 'MALE', ageYears: 60 } as const;
    const verdict = (thresholds: Thresholds) => assessSt('DIAGNOSIS', { ...man, thresholds }).verdict;
    const code = ST_HEIGHTS.find(({ row }) => row.ref === '2.1#2')?.code ?? '';
    expect([verdict({}), verdict({ [code]: 0.25 })]).toEqual(['MEETS_CRITERIA', 'DOES_NOT_MEET']);
    expect(assessSt('LYSIS_ENTRY', { ...man, thresholds: { [code]: 0.25 } }).verdict).toBe('MEETS_CRITERIA');
    expect(whyNotThresholds({ [code]: 2 })).toMatch(/must be 0.1 to 0.4/);
  });

  test('10.13, 10.28: a reading and an alarm keep what the answering hospital set for them, and nothing else', () => {
    const edition: Edition = {
      edition: 'hub-1',
      siteId: 'st_hub',
      jurisdiction: 'CHINA_2019',
      effectiveFrom: T0,
      note: 'quicker',
      authorId: 'ps_a',
      authoredAt: T0,
      thresholds: { T05_LIMIT: 8, READ_ECG_AFTER_5: 4, INCIDENT_MEDIUM_AFTER_10: 6, UNANSWERED: 4 },
    };
    expect(keptOf(edition, 'READING')).toEqual({
      edition: 'hub-1',
      thresholds: { READ_ECG_AFTER_5: 4, UNANSWERED: 4 },
    });
    expect(keptOf(edition, 'INCIDENT')?.thresholds).toEqual({ INCIDENT_MEDIUM_AFTER_10: 6, UNANSWERED: 4 });
    expect(keptOf({ ...edition, thresholds: { T05_LIMIT: 8 } }, 'READING')).toBeUndefined();
    const hours = { QUIET_FROM: 19 * 60, QUIET_TO: 8 * 60 };
    expect(keptOf({ ...edition, thresholds: hours }, 'INCIDENT')?.thresholds).toEqual(hours);
    expect(keptOf(undefined, 'READING')).toBeUndefined();
  });

  test('that would turn levels, hours or the steps of a ladder round is refused', () => {
    expect(whyNotThresholds({ READ_ECG_AFTER_5: 4, READ_ECG_AFTER_3: 2 })).toBeUndefined();
    expect(whyNotThresholds({ READ_ECG_AFTER_5: 9 })).toBe('The steps of READ_ECG keep their order.');
    expect(whyNotThresholds({ LEVEL_NEAR_BREACH: 100 })).toMatch(/^The levels of a clock rise/);
    expect(whyNotThresholds({ QUIET_FROM: 540 })).toMatch(/^Quiet hours end/);
    expect(whyNotThresholds({ QUIET_TO: 0 })).toBeUndefined();
    expect(whyNotThresholds({ LYTIC_RPA_10_U: 2 })).toBe('LYTIC_RPA_10_U must be 0 to 1.');
    expect(whyNotThresholds({ CLOPIDOGREL_SMALLER_OVER: 70.5 })).toBe('CLOPIDOGREL_SMALLER_OVER is a whole number.');
  });

  test('stays small: an episode carries it all its life', () => {
    const all = Object.fromEntries(THRESHOLDS.map(({ code, value }) => [code, value]));
    expect(whyNotThresholds(all)).toBe('An edition changes at most 100 numbers.');
  });

  test('with an unknown code, nothing, less than nothing or months is refused in a sentence', () => {
    expect(whyNotThresholds({ T05_LIMIT: 8, UNANSWERED: 4 })).toBeUndefined();
    expect(whyNotThresholds({ T99_LIMIT: 8 })).toBe('T99_LIMIT is no threshold.');
    for (const wrong of [0, -1, Number.NaN, 90 * 1440])
      expect(whyNotThresholds({ T05_LIMIT: wrong })).toMatch(/^T05_LIMIT must be above 0/);
  });

  test('is compared with another line by line: what it was, what it is', () => {
    expect(differences({ T05_LIMIT: 8 }, { T18_LIMIT: 60 })).toEqual([
      { code: 'T05_LIMIT', before: 8, after: 10 },
      { code: 'T18_LIMIT', before: 90, after: 60 },
    ]);
  });
});

describe('a running episode moved to another edition', () => {
  const COORDINATOR = { kind: 'HUMAN', id: 'ps_coordinator', role: 'COORDINATOR' } as const;
  const calls: readonly Word[] = [milestone('DISPATCH', 0), milestone('ROLLING', 1), milestone('FMC', 2)];
  const moved = (heardMin: number, thresholds: Thresholds, more: Partial<Word> = {}) =>
    ({
      type: 'PATHWAY_MOVED',
      pathway: { edition: 'hub-2', jurisdiction: 'CHINA_2019', thresholds },
      reason: 'the county hospital asked',
      by: COORDINATOR,
      ...more,
      heardMin,
    }) as Word; // test words of one union
  const ecgClock = (episode: Episode, at: number) => readClock('T05', episode, minute(at));
  const asked = (decision: Decision<Episode>) =>
    pagesOf(decision).flatMap(({ because }) => (because.target === 'T05' ? [because.level ?? 'row'] : []));

  test('goes on under its numbers: clocks are due anew, and the record names the edition', () => {
    const { next } = given(...calls).when(moved(5, { T05_LIMIT: 6 }));
    expect(ecgClock(next, 5)).toMatchObject({ limitMin: 6, dueAt: minute(8) });
    expect(episodeRows(next, minute(5)).find((row) => row.table === 'episode')).toMatchObject({
      pathwayEdition: 'hub-2',
    });
    expect(next.pathway.calendar).toEqual(DEFAULT_PATHWAY.calendar);
  });

  test('hears at once what is overdue under the shorter limit', () => {
    expect(asked(given(...calls).when(moved(7, { T05_LIMIT: 4 })))).toContain('BREACH');
  });

  test('takes back a breach the longer limit has not reached, and tells it when it comes', () => {
    const late = given(...calls, timePasses(13), moved(13, { T05_LIMIT: 20 }));
    expect(ecgClock(late.episode, 13)).toMatchObject({ status: 'RUNNING', dueAt: minute(22) });
    expect(late.episode.clocks['T05']?.breachedAt).toBeUndefined();
    expect(late.when(timePasses(23)).next.clocks['T05']?.breachedAt).toBe(minute(22));
    expect(asked(late.when(timePasses(33)))).toContain('ESCALATED');
  });

  test('does not tell a second time what both editions have reached', () => {
    const before = given(...calls, timePasses(13));
    expect(asked(before.when(moved(13, { T05_LIMIT: 9 })))).not.toContain('BREACH');
  });

  test('leaves clocks alone whose numbers are the same', () => {
    const before = given(...calls, timePasses(13));
    expect(before.when(moved(13, { T24_LIMIT: 25 })).next.clocks['T05']).toEqual(before.episode.clocks['T05']);
  });

  test('needs a named person and a reason, and the same edition again changes nothing', () => {
    expect(given(...calls).refuses(moved(5, {}, { by: ENGINE }))?.refused).toBe('NOT_ALLOWED');
    expect(given(...calls).refuses(moved(5, {}, { reason: ' ' }))?.refused).toBe('REASON_NEEDED');
    expect(given(...calls, moved(5, {})).when(moved(6, {})).outcome).toBe('DUPLICATE');
  });
});

describe('stored ladders played through changed steps', () => {
  const climb = (facts: Partial<StoredClimb>): StoredClimb => ({
    ladder: 'READ_ECG',
    key: 'READ',
    edition: {},
    startedAt: minute(0),
    ...facts,
  });
  const climbs = [
    climb({ openedAt: minute(1), endedAt: minute(4) }),
    climb({ openedAt: minute(4), endedAt: minute(7) }),
    climb({ endedAt: minute(60) }),
  ];
  const played = (thresholds: Thresholds) => replayLadders(climbs, { thresholds }, minute(600))[0];

  test('a channel set otherwise is played too, and makes no page more or less', () => {
    expect(played({ READ_ECG_AFTER_3_BY: STEP_CHANNELS.indexOf('VOICE') })).toEqual(played({}));
  });

  test('10.13: as the tables have it the record comes out: opened in time pages once, unread climbs to the end', () => {
    expect(played({})).toMatchObject({
      ladder: 'READ_ECG',
      climbs: 3,
      was: { pages: 1 + 2 + 7, toTheEnd: 1 },
      would: { pages: 1 + 2 + 7, toTheEnd: 1 },
    });
  });

  test('earlier steps page more people while nobody has opened, and nobody after the signature', () => {
    expect(played({ READ_ECG_AFTER_3: 0.5, READ_ECG_AFTER_5: 2 })?.would).toMatchObject({
      pages: 2 + 4 + 7,
      toTheEnd: 1,
    });
    expect(played({ READ_ECG_AFTER_8: 6 })?.would.pages).toBe(1 + 3 + 7);
  });

  test('a last step nobody waited for is no climb to the end', () => {
    expect(played({ READ_ECG_AFTER_15: 90 })?.would).toMatchObject({ pages: 1 + 2 + 6, toTheEnd: 0 });
  });

  test('R15, R12, T35: ladders that share a word are played by their own steps; reckoned ones are left out', () => {
    const one = (ladder: StoredClimb['ladder'], key: string) =>
      replayLadders([climb({ ladder, key, endedAt: minute(300) })], {}, minute(600))[0]?.was.pages;
    expect([one('LYSIS_FAILED', 'RESCUE'), one('LYSIS_FAILED', 'RESCUE_CENTRE')]).toEqual([5, 3]);
    expect(one('CONTRAINDICATION_FOUND', 'CONTRAINDICATED_LATE')).toBe(4);
    expect([one('REPEAT_ECG', 'REPEAT_ECG:PAIN'), one('REPEAT_ECG', 'REPEAT_ECG:STABLE')]).toEqual([3, 2]);
    expect([one('REOFFER', 'REOFFER_STEP:PCI'), one('REOFFER', 'REOFFER:PCI')]).toEqual([2, undefined]);
  });

  test('is compared with the edition it was climbed under', () => {
    const own = [climb({ edition: { thresholds: { READ_ECG_AFTER_3: 1 } }, openedAt: minute(2), endedAt: minute(2) })];
    expect(replayLadders(own, {}, minute(9))).toMatchObject([{ was: { pages: 2 }, would: { pages: 1 } }]);
  });
});

describe('stored episodes played through changed numbers', () => {
  const stored = [
    anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 4 }),
    anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 9 }),
    anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 16 }),
  ];
  const ecg = (changed: Thresholds) =>
    replayPathway(stored, changed, minute(600)).find(({ target }) => target === 'T05');

  test('a target of 8 instead of 10 minutes: one breach more, and the pages that go with it', () => {
    const { was, would } = ecg({ T05_LIMIT: 8 }) ?? {};
    expect(was).toMatchObject({ clocks: 3, breaches: 1 });
    expect(would).toMatchObject({ clocks: 3, breaches: 2 });
    expect(would?.pages).toBeGreaterThan(was?.pages ?? Number.POSITIVE_INFINITY);
  });

  test('an earlier minute of the ladder: the same breaches, one page more for the ECG taken at four', () => {
    const { was, would } = ecg({ T05_TELL_1: 3 }) ?? {};
    expect(would?.breaches).toBe(was?.breaches);
    expect(would?.pages).toBe((was?.pages ?? 0) + 1);
  });

  test('nothing changed: nothing differs, whatever edition the episode began under', () => {
    expect(ecg({})?.would).toEqual(ecg({})?.was);
    const own = [anEpisode(under({ T05_LIMIT: 3 }), { FMC: 0, ECG1_ACQUIRED: 4 })];
    const [line] = replayPathway(own, { T05_LIMIT: 3 }, minute(600)).filter(({ target }) => target === 'T05');
    expect(line?.was).toEqual(line?.would);
    expect(line?.was.breaches).toBe(1);
  });

  test('a clock that is void under both says nothing', () => {
    const lysed = anEpisode(
      { choice: { strategy: 'LYSIS', by: 'ps_cardio', role: 'ON_CALL_CARDIOLOGIST', at: minute(12) } },
      { FMC: 0, STEMI_DX: 10, STRATEGY: 12, DOOR: 30 },
    );
    const played = replayPathway([lysed], { T18_LIMIT: 5 }, minute(600));
    expect(played.map(({ target }) => target)).not.toContain('T18');
  });
});
