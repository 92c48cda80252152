import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import type { BoardRowFragment } from '../../ui-admin/src/api/generated/graphql';
import { BoardRow } from '../../ui-admin/src/parts/BoardRow';
import { NowContext } from '../../ui-admin/src/useNow';

const T0 = Date.parse('2026-11-22T06:00:00Z');
const minute = (n: number) => new Date(T0 + n * 60_000).toISOString();

const aRow = (overrides: Partial<BoardRowFragment> = {}): BoardRowFragment => ({
  id: 'ep_1',
  version: 11,
  phase: 'FMC',
  openedAt: minute(0),
  finding: null,
  strategy: null,
  drill: false,
  helpChannel: 'FAMILY_DOCTOR',
  arrivalClass: null,
  standingOverlays: [],
  nobodyAnswered: false,
  openIncidents: 0,
  worstLevel: null,
  nextDueAt: minute(10),
  nextTarget: 'T05',
  patient: { id: 'pt_1', name: 'Test Patient A', sex: 'MALE', ageYears: 68, synthetic: true },
  communitySite: { id: 'st_1', nameZh: '社区', nameEn: 'Community', phone: '000' },
  referringSite: null,
  receivingSite: { id: 'st_2', nameZh: '医院', nameEn: 'Hospital', phone: '000' },
  nextClock: {
    target: 'T05',
    status: 'RUNNING',
    startedAt: minute(0),
    dueAt: minute(10),
    endedAt: null,
    limitMin: 10,
    tookMin: null,
    level: null,
    levelAt: null,
    ownerRole: 'FAMILY_DOCTOR',
    voidReason: null,
    flag: null,
    reasonOwed: false,
    delayReason: null,
    delayText: null,
    shares: { half: 50, nearBreach: 75, escalated: 150 },
  },
  nextOwner: { role: 'FAMILY_DOCTOR', person: { id: 'ps_1', name: 'Test Doctor', phone: '000' }, site: null },
  acknowledgements: [],
  ...overrides,
});

/** What a person reads in the row at a minute, shapes included. */
const read = (row: BoardRowFragment, at: number): string =>
  renderToStaticMarkup(
    <MemoryRouter>
      <NowContext value={T0 + at * 60_000}>
        <table>
          <tbody>
            <BoardRow row={row} />
          </tbody>
        </table>
      </NowContext>
    </MemoryRouter>,
  )
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a row of the board', () => {
  test.each([
    [4, '● 6:00 left'],
    [8, '▲ 2:00 left'],
    [12, '■ over by 2:00'],
  ])('at minute %p reads “%s”, so that nobody needs its colour', (at, words) => {
    expect(read(aRow(), at)).toContain(words);
  });

  test('says whose patient it is, where, and who owes what', () => {
    const text = read(aRow(), 4);
    for (const part of [
      'Test Patient A',
      'Community',
      '→ Hospital',
      'First contact to ECG',
      'Family doctor',
      'Test Doctor',
    ])
      expect(text).toContain(part);
  });

  test('is loud when nobody answered, whatever the clock says', () => {
    expect(read(aRow({ nobodyAnswered: true }), 1)).toContain('■ NOBODY ANSWERED');
    expect(read(aRow(), 1)).not.toContain('NOBODY ANSWERED');
  });

  test('shows an acknowledgement as a filled mark, an open page as a hollow one, an undelivered one as a cross', () => {
    const person = { id: 'ps_2', name: 'Test Nurse', phone: '000' };
    const page = { pageId: 'pg', askedAt: minute(0), person, failed: false, ackAt: null, ackBy: null };
    const text = read(
      aRow({
        acknowledgements: [
          { ...page, role: 'LAB_NURSE', ackAt: minute(2), ackBy: person },
          { ...page, role: 'INTERVENTIONIST' },
          { ...page, role: 'LAB_TECHNICIAN', failed: true },
        ],
      }),
      3,
    );
    expect(text).toMatch(/● Lab nurse : acknowledged Test Nurse/);
    expect(text).toMatch(/○ Interventionist : not yet/);
    expect(text).toMatch(/✕ Lab technician : not delivered/);
  });

  test('without a running clock says so', () => {
    expect(read(aRow({ nextClock: null }), 4)).toContain('no clock running');
  });
});
