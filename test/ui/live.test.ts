import { readFrame } from '../../ui-admin/src/api/frames';
import { byCause, pagesToShow, type MyPage } from '../../ui-admin/src/api/pagesToShow';
import { boardFilter } from '../../ui-admin/src/boardFilter';
import { to, toSubject } from '../../ui-admin/src/paths';
import { noticeOf } from '../../ui-admin/src/ringing/notification';

const change = (position: number) => ({ position, kind: 'EPISODE' as const, id: 'ep_1', stale: false });
const beat = (position: number) => ({ position, kind: null, id: null, stale: false });

describe('the stream of changes', () => {
  test('the next position is a change of one thing', () => {
    expect(readFrame(7, change(8))).toEqual({ position: 8, note: { kind: 'EPISODE', id: 'ep_1' } });
  });

  test('a skipped position means that everything shown is fetched again', () => {
    expect(readFrame(7, change(10))).toEqual({ position: 10, note: 'ALL' });
  });

  test('a heartbeat at the same position changes nothing', () => {
    expect(readFrame(7, beat(7))).toEqual({ position: 7, note: undefined });
  });

  test('a heartbeat that is ahead means that something was missed', () => {
    expect(readFrame(7, beat(9))).toEqual({ position: 9, note: 'ALL' });
  });

  test('a change that was shown before is not shown again', () => {
    expect(readFrame(7, change(6))).toEqual({ position: 7, note: undefined });
  });

  test('the first word of a new screen fetches everything', () => {
    expect(readFrame(undefined, beat(12))).toEqual({ position: 12, note: 'ALL' });
  });

  test('while the record is away the position does not move', () => {
    expect(readFrame(7, { ...beat(0), stale: true })).toEqual({ position: 7, note: undefined });
  });
});

const page = (id: string, askedAt = '2026-11-22T06:00:00Z'): MyPage => ({
  id,
  subjectKind: 'EPISODE',
  subjectId: 'ep_1',
  role: 'ECG_READER',
  channel: 'PUSH',
  askedAt,
  simulated: true,
  because: { reason: 'READ_ECG', drill: false, target: null, level: null, alarm: null, detail: null },
});

describe('my pages', () => {
  test('a page heard live is shown before the record knows it, and once', () => {
    const heard = [{ page: page('a'), heardAt: 1000, replayed: false }];
    expect(pagesToShow([], 900, heard, new Set()).map(({ id }) => id)).toEqual(['a']);
    expect(pagesToShow([page('a')], 2000, heard, new Set()).map(({ id }) => id)).toEqual(['a']);
  });

  test('a page the record no longer lists was answered by somebody and goes', () => {
    expect(pagesToShow([], 20_000, [{ page: page('a'), heardAt: 1000, replayed: false }], new Set())).toEqual([]);
  });

  test('what is told again after a reconnection is shown only where the record still lists it', () => {
    const heard = [{ page: page('a'), heardAt: 1000, replayed: true }];
    expect(pagesToShow([], 900, heard, new Set())).toEqual([]);
    expect(pagesToShow([page('a')], 900, heard, new Set()).map(({ id }) => id)).toEqual(['a']);
    expect(pagesToShow([], undefined, heard, new Set()).map(({ id }) => id)).toEqual(['a']); // the record is away
  });

  test('with the record away every page heard stays until it is acknowledged here', () => {
    const heard = [
      { page: page('a'), heardAt: 1000, replayed: false },
      { page: page('b'), heardAt: 1000, replayed: false },
    ];
    expect(pagesToShow([], undefined, heard, new Set(['a'])).map(({ id }) => id)).toEqual(['b']);
  });

  test('the newest stands on top', () => {
    const shown = pagesToShow(
      [page('old', '2026-11-22T05:00:00Z'), page('new', '2026-11-22T07:00:00Z')],
      1,
      [],
      new Set(),
    );
    expect(shown.map(({ id }) => id)).toEqual(['new', 'old']);
  });
});

describe('addresses', () => {
  test('what a coordinator filters is in the address, and nothing else', () => {
    expect(to.board()).toBe('/board');
    expect(to.board({ site: 'st_hub', only: 'breached' })).toBe('/board?site=st_hub&only=breached');
    expect(boardFilter(new URLSearchParams('site=st_hub&only=breached'))).toEqual({
      site: 'st_hub',
      phase: undefined,
      only: 'breached',
    });
  });

  test.each([
    ['EPISODE', 'ep_1', '/episodes/ep_1'],
    ['READING', 'rd_1', '/readings/rd_1'],
    ['INCIDENT', 'in_1', '/incidents?open=in_1'],
  ])('a page about a %s leads to it', (kind, id, path) => {
    expect(toSubject(kind, id)).toBe(path);
  });
});

describe('one cause', () => {
  test('asked three times is one entry with its newest page on top', () => {
    const again = [page('c', '2026-11-22T06:02:00Z'), page('b', '2026-11-22T06:01:00Z'), page('a')];
    expect(byCause(again)).toEqual([{ page: again[0], times: 3, ids: ['c', 'b', 'a'] }]);
  });

  test('of another patient is another entry', () => {
    expect(byCause([page('a'), { ...page('b'), subjectId: 'ep_2' }])).toHaveLength(2);
  });
});

describe('a page as a browser shows it that was pushed', () => {
  const pushed = {
    id: 'pg_1',
    language: 'en',
    subjectKind: 'INCIDENT',
    subjectId: 'in_1',
    role: 'DESK_NURSE',
  } as const;

  test('says why in the language of its reader, and that a drill is one', () => {
    const alarm = { ...pushed, because: { reason: 'INCIDENT', alarm: 'SOS', drill: true } } as const;
    expect(noticeOf(alarm)).toMatchObject({
      title: expect.stringMatching(/^DRILL.*SOS/),
      path: '/incidents?open=in_1',
    });
    expect(noticeOf({ ...alarm, language: 'zh-CN' }).title).not.toBe(noticeOf(alarm).title);
    expect(noticeOf(pushed).body).toBe('Desk nurse');
  });

  test('of a later version is shown all the same', () => {
    expect(noticeOf({ id: 'pg_2', language: 'en' })).toEqual({
      title: 'My pages',
      body: '',
      tag: 'pg_2',
      path: '/board',
    });
  });
});
