import * as fc from 'fast-check';
import { clockLadder } from '../../workflows/domain/clockLadder';
import { readClock } from '../../workflows/domain/clocks';
import type { Episode } from '../../workflows/domain/episode';
import type { Ladder } from '../../workflows/domain/ladder';
import type { TargetCode } from '../../workflows/domain/targets';
import { targetCodes, targetOf } from '../../workflows/domain/targets';
import { between } from '../../workflows/domain/time';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { anEntry, anEpisode, milestonesAt, minute, riskFor } from '../builders/anEpisode';

const ladderOf = (code: TargetCode, episode: Episode, now = minute(1)): Ladder => {
  const reading = readClock(code, episode, now);
  if (reading === undefined) throw new Error(`${code} does not run`);
  return clockLadder(code, episode, reading);
};
/** `7 FAMILY_DOCTOR PUSH`: minutes after the start, who, by what. */
const told = (code: TargetCode, episode: Episode): readonly string[] =>
  ladderOf(code, episode).rungs.flatMap(({ at, tells }) =>
    tells.map(({ role, channel }) => `${between(minute(0), at)} ${role} ${channel}`),
  );

const atDoctor = anEpisode({}, { FMC: 0 });
const atDoctor14 = anEpisode({}, { FMC: 0, STEMI_DX: 0 });
const atSender = anEpisode({}, { FMC: 0, STEMI_DX: 0, REF_DOOR_IN: 0 });
const atHub = anEpisode({}, { FMC: 0, STEMI_DX: 0, DOOR: 0 });

describe('10.11, 10.12: who is told when a clock runs out and nobody acts', () => {
  test('T05, first ECG at the contracted doctor’s: the row’s own 7 and 10 minutes and the generic levels', () => {
    expect(told('T05', atDoctor)).toEqual([
      '7 FAMILY_DOCTOR PUSH', // instead of the generic 7.5: the same person, the earlier
      '10 COMMUNITY_LEAD VOICE',
      '15 COORDINATOR VOICE',
      '15 DUTY_DIRECTOR VOICE',
      '20 HOSPITAL_DUTY VOICE',
    ]);
  });
  test('T24, door-in to door-out at the sender', () => {
    expect(told('T24', atSender)).toEqual([
      '15 REFERRING_DOCTOR PUSH',
      '20 COORDINATOR VOICE',
      '25 EMS_DISPATCHER VOICE',
      '30 REFERRING_CHEST_PAIN_LEAD VOICE',
      '30 ON_CALL_CARDIOLOGIST VOICE',
      '45 DUTY_DIRECTOR VOICE',
      '50 HOSPITAL_DUTY VOICE',
    ]);
  });
  test('T18, door to wire: checkpoints of the coordinator, the director at 90, hospital duty at 135', () => {
    expect(told('T18', atHub)).toEqual([
      '45 COORDINATOR PUSH',
      '60 COORDINATOR PUSH',
      '75 COORDINATOR PUSH',
      '90 DUTY_DIRECTOR VOICE',
      '135 HOSPITAL_DUTY VOICE',
      '135 DUTY_DIRECTOR VOICE',
      '140 HOSPITAL_DUTY VOICE',
    ]);
  });
  test('T17, the lab not ready: backup team at 20, second interventionist at 30', () => {
    expect(told('T17', anEpisode({}, { LAB_CALLED: 0 }))).toEqual([
      '15 INTERVENTIONIST VOICE',
      '20 BACKUP_LAB_TEAM VOICE',
      '30 SECOND_INTERVENTIONIST VOICE',
      '30 COORDINATOR VOICE',
      '45 DUTY_DIRECTOR VOICE',
      '50 HOSPITAL_DUTY VOICE',
    ]);
  });
  test('T04, the ambulance not rolling: the crew at 2 minutes, the next vehicle at 3', () => {
    expect(told('T04', anEpisode({}, { DISPATCH: 0 })).slice(0, 3)).toEqual([
      '2 EMS_CREW VOICE',
      '3 DISPATCH_LEAD VOICE',
      '3 EMS_DISPATCHER VOICE',
    ]);
  });
  test('T11, 10.40: the laboratory is called at 15 minutes, then its lead, then the ED lead: the sender’s while the sender has the patient', () => {
    const drawn = { TN_DRAWN: 0, FMC: -10 };
    expect(told('T11', anEpisode({}, { ...drawn, DOOR: -5 })).slice(0, 3)).toEqual([
      '15 LABORATORY_DUTY VOICE',
      '20 LABORATORY_LEAD VOICE',
      '30 ED_LEAD VOICE',
    ]);
    const sites = { community: 'st_community', ems: 'st_ems', referring: 'st_county', receiving: 'st_hub' };
    const { rungs } = ladderOf('T11', anEpisode({ sites }, { ...drawn, REF_DOOR_IN: -5 }));
    expect(rungs.flatMap(({ tells }) => tells.map(({ role, siteId }) => `${role}@${siteId}`)).slice(0, 3)).toEqual([
      'LABORATORY_DUTY@st_county',
      'LABORATORY_LEAD@st_county',
      'REFERRING_CHEST_PAIN_LEAD@st_county',
    ]);
  });
  test('T37, T38, 10.40: radiology and echo, then their lead on call, then the ED lead', () => {
    const imaging = { FMC: -10, DOOR: -5 };
    expect(told('T37', anEpisode({}, { ...imaging, CT_NOTIFIED: 0 })).slice(0, 3)).toEqual([
      '20 RADIOLOGY_DUTY PUSH',
      '30 RADIOLOGY_LEAD VOICE',
      '45 ED_LEAD VOICE',
    ]);
    expect(told('T38', anEpisode({}, { ...imaging, ECHO_REQUESTED: 0 })).slice(0, 3)).toEqual([
      '22.5 ECHO_DUTY PUSH',
      '30 ECHO_LEAD VOICE',
      '45 ED_LEAD VOICE',
    ]);
  });
  test('T11: where the laboratory has an hour (ESC), nobody is called at 15 minutes', () => {
    const drawn = anEpisode({ jurisdiction: 'ESC_2023' }, { TN_DRAWN: 0, FMC: -10, DOOR: -5 });
    expect(told('T11', drawn).slice(0, 2)).toEqual(['45 LABORATORY_DUTY PUSH', '60 LABORATORY_LEAD VOICE']);
  });
  test('T30: rescue is warned of as T20 on the spot, at 40 minutes, and as T21 from elsewhere, at 60', () => {
    const failed = { FMC: -100, STEMI_DX: -90, LYSIS_START: -80, LYSIS_ASSESSED: 0, LAB_CALLED: 0 };
    const here = told('T30', anEpisode({}, { ...failed, DOOR: -95 }));
    expect(here.slice(0, 2)).toEqual(['40 COORDINATOR PUSH', '60 DUTY_DIRECTOR VOICE']);
    const there = told('T30', anEpisode({}, { ...failed, REF_DOOR_IN: -95 }));
    expect(there.slice(0, 2)).toEqual(['60 REFERRING_DOCTOR PUSH', '90 REFERRING_CHEST_PAIN_LEAD VOICE']);
  });
  test('T20 without minutes of its own beside the 40: coordinator, director, hospital duty', () => {
    expect(told('T20', atHub)).toEqual([
      '40 COORDINATOR PUSH',
      '60 DUTY_DIRECTOR VOICE',
      '90 HOSPITAL_DUTY VOICE',
      '90 DUTY_DIRECTOR VOICE',
      '95 HOSPITAL_DUTY VOICE',
    ]);
  });
});

describe('each row asks for what its action says, of whom it tells', () => {
  const asked = (code: TargetCode, episode: Episode): readonly string[] =>
    ladderOf(code, episode).rungs.flatMap(({ at, tells }) =>
      tells.flatMap(({ role, detail }) =>
        detail === undefined ? [] : [`${Math.round(between(minute(0), at) * 60)} s ${role} ${detail}`],
      ),
    );
  test('T05: at 7 minutes the 12-lead, at 10 the lead asks after a device fault and the spare one', () => {
    expect(asked('T05', atDoctor)).toEqual(['420 s FAMILY_DOCTOR ECG_NOW', '600 s COMMUNITY_LEAD DEVICE_FAULT_SPARE']);
  });
  test('T05: under an edition that tells the owner earlier, the ask goes with the page that goes out', () => {
    const pathway = { ...atDoctor.pathway, thresholds: { LEVEL_NEAR_BREACH: 60 } };
    expect(asked('T05', { ...atDoctor, pathway })[0]).toBe('360 s FAMILY_DOCTOR ECG_NOW');
  });
  test('T03: a call that rings over 10 seconds overflows to another seat, and the dispatch lead says to which', () => {
    const ringing = anEpisode({}, { CALL_RING: 0 });
    expect(asked('T03', ringing)).toEqual(['10 s DISPATCH_LEAD TAKE_OVERFLOW']);
    expect(told('T03', ringing).map((one) => one.replace(/^\S+ /, ''))).toEqual([
      'EMS_DISPATCHER PUSH',
      'DISPATCH_LEAD VOICE',
      'COORDINATOR VOICE',
      'DUTY_DIRECTOR VOICE',
      'HOSPITAL_DUTY VOICE',
    ]);
  });
  test('T14: at five minutes the sheet of lysis against transfer is put before both ends', () => {
    expect(asked('T14', atDoctor14)).toEqual([
      '300 s FAMILY_DOCTOR LYSIS_OR_TRANSFER',
      '300 s ON_CALL_CARDIOLOGIST LYSIS_OR_TRANSFER',
    ]);
    expect(told('T14', atDoctor14).slice(0, 5)).toEqual([
      '0 ON_CALL_CARDIOLOGIST PUSH',
      '3 ON_CALL_CARDIOLOGIST VOICE',
      '5 SECOND_CARDIOLOGIST VOICE',
      '5 FAMILY_DOCTOR PUSH',
      '5 ON_CALL_CARDIOLOGIST PUSH',
    ]);
  });
  test('T24: vehicle booked, the coordinator phones, a vehicle is asked for, lysis is looked at again', () => {
    expect(asked('T24', atSender)).toEqual([
      '900 s REFERRING_DOCTOR VEHICLE_BOOKED',
      '1200 s COORDINATOR PHONE_SENDER',
      '1500 s EMS_DISPATCHER SEND_VEHICLE',
      '1800 s ON_CALL_CARDIOLOGIST RECKON_LYSIS_AGAIN',
    ]);
  });
});

test('a checkpoint whose sub-step was reached in time tells nobody', () => {
  const inLab = anEpisode({}, { STEMI_DX: 0, DOOR: 0, LAB_IN: 40 });
  expect(told('T18', inLab).slice(0, 2)).toEqual(['60 COORDINATOR PUSH', '75 COORDINATOR PUSH']);
});

test('the ladder keeps the number of its rungs while people and facts change', () => {
  const count = (episode: Episode) => ladderOf('T18', episode).rungs.length;
  const later = anEpisode({}, { STEMI_DX: 0, DOOR: 0, LAB_IN: 40, PUNCTURE: 55, ADMIT: 70 });
  expect(count(later)).toBe(count(atHub));
});

test('the patient leaving the doctor hands the coming levels to the crew', () => {
  const onTheRoad = anEpisode({}, { FMC: 0, STEMI_DX: 0, LEAVE_SCENE: 5 });
  expect(told('T27', onTheRoad).slice(0, 2)).toEqual(['5 EMS_CREW PUSH', '10 DISPATCH_LEAD VOICE']);
});

test('T07 is served by the reading: its levels are there and it tells nobody', () => {
  const { rungs } = ladderOf('T07', anEpisode({}, { ECG1_ACQUIRED: 0 }));
  expect(rungs.map(({ level }) => level)).toEqual(['HALF', 'NEAR_BREACH', 'BREACH', 'ESCALATED']);
  expect(rungs.flatMap(({ tells }) => tells)).toEqual([]);
});

test('1.1 half: half of the limit is drawn and told to nobody', () => {
  const half = ladderOf('T20', atHub).rungs.find(({ level }) => level === 'HALF');
  expect(half).toEqual({ at: minute(30), when: 'ALWAYS', tells: [], level: 'HALF' });
});

test('a row’s own minute at half of the limit is a prompt of its own, not the silent level', () => {
  const { rungs } = ladderOf('T27', anEpisode({}, { FMC: 0, STEMI_DX: 0 }));
  expect(rungs.slice(0, 2)).toEqual([
    { at: minute(5), when: 'ALWAYS', tells: [], level: 'HALF' },
    {
      at: minute(5),
      when: 'ALWAYS',
      tells: [{ role: 'FAMILY_DOCTOR', channel: 'PUSH', detail: 'WHAT_IS_MISSING', siteId: 'st_community' }],
    },
  ]);
});

test('people are asked where they are on duty', () => {
  const sites = ladderOf('T24', atSender).rungs.flatMap(({ tells }) => tells.map(({ role, siteId }) => [role, siteId]));
  expect(Object.fromEntries(sites)).toMatchObject({
    REFERRING_DOCTOR: 'st_county',
    EMS_DISPATCHER: 'st_ems',
    COORDINATOR: 'st_hub',
    HOSPITAL_DUTY: 'st_hub',
  });
});

test('a clock whose start was entered a day late keeps its levels and calls nobody', () => {
  const milestones = milestonesAt({}, anEntry('FMC', minute(0), { receivedAt: minute(2000) }));
  expect(ladderOf('T05', anEpisode({ milestones }), minute(2001)).rungs.flatMap(({ tells }) => tells)).toEqual([]);
});

const NEEDED: Readonly<Partial<Record<TargetCode, Partial<Record<Milestone, number>>>>> = {
  T09: { TRIAGE: 0 },
  T12: { STEMI_DX: 0 },
  T21: { REF_DOOR_IN: 0 },
  T22: { REF_DOOR_IN: 0 },
  T28: { REF_DOOR_IN: 0 },
  T30: { LAB_CALLED: 0 },
};
const running = (code: TargetCode): Episode => {
  const { from, applies } = targetOf(code);
  const start: Partial<Record<Milestone, number>> = { [from[0] ?? 'FMC']: 0 };
  const dx: Partial<Record<Milestone, number>> = applies?.includes('NO_STEMI') ? {} : { STEMI_DX: 0 };
  return anEpisode(
    {
      helpChannel: code === 'T39' ? 'WARD' : 'FAMILY_DOCTOR',
      ...riskFor(code),
    },
    { ...dx, ...NEEDED[code], ...start },
  );
};
const paging = targetCodes.filter((code) => {
  const { limitMin, servedBy } = targetOf(code);
  return limitMin !== undefined && servedBy === undefined;
});

describe.each(paging)('%s', (code) => {
  const ladder = ladderOf(code, running(code));
  test('climbs in order of time', () => {
    const times = ladder.rungs.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
  test('tells no role twice at one instant', () => {
    for (const { tells } of ladder.rungs) expect(new Set(tells.map(({ role }) => role)).size).toBe(tells.length);
  });
  test('announces each level once', () => {
    const levels = ladder.rungs.flatMap(({ level }) => level ?? []);
    expect(levels).toEqual(['HALF', 'NEAR_BREACH', 'BREACH', 'ESCALATED']);
  });
  test('1.1 near: tells its owner no later than at three quarters of the limit', () => {
    const { ownerRole, levels } = readClock(code, running(code), minute(1)) ?? {};
    const first = ladder.rungs.find(({ tells }) => tells.some(({ role }) => role === ownerRole));
    expect(first?.at).toBeLessThanOrEqual(levels?.NEAR_BREACH ?? 0);
  });
  test('1.1 escalated: calls the duty director at one and a half times the limit', () => {
    const escalated = ladder.rungs.find(({ level }) => level === 'ESCALATED');
    expect(escalated?.tells).toContainEqual({ role: 'DUTY_DIRECTOR', channel: 'VOICE', siteId: 'st_hub' });
  });
  test('1.1 safety: ends with the hospital’s duty person, who is called while nobody answers', () => {
    expect(ladder.rungs.at(-1)).toMatchObject({
      when: 'UNANSWERED',
      tells: [{ role: 'HOSPITAL_DUTY', channel: 'VOICE' }],
    });
  });
});

test('moving the start moves every rung by as much', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1400, max: 1000 }), (shift) => {
      const moved = ladderOf('T18', anEpisode({}, { STEMI_DX: shift, DOOR: shift }), minute(2000)).rungs;
      expect(moved.map(({ at }) => between(minute(shift), at))).toEqual(
        ladderOf('T18', atHub).rungs.map(({ at }) => between(minute(0), at)),
      );
    }),
  );
});
