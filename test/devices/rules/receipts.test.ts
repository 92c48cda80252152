import { cumulative, makeReceipts } from '../../../devices/receipts';
import type { Receipt } from '../../../devices/receipt';

const receipt = (msgId: string, verdict: Receipt['verdict'] = 'accepted'): Receipt => ({
  msgId,
  verdict,
  serverTime: '2026-11-22T04:00:00.000Z',
  retry: false,
});
const stored = (...seqs: number[]) => seqs.map((seq) => ({ seq, receipt: receipt(`m${seq}`) }));

test('one receipt names the run of messages that are stored, whatever order they were stored in', () => {
  expect(cumulative('boot1', stored(7, 5, 6))).toEqual([
    { ...receipt('m7'), upTo: { bootId: 'boot1', fromSeq: 5, seq: 7 } },
  ]);
});

test('a message that is not stored is never inside a run', () => {
  expect(cumulative('boot1', stored(1, 2, 4)).map(({ msgId, upTo }) => [msgId, upTo?.fromSeq])).toEqual([
    ['m2', 1],
    ['m4', undefined],
  ]);
});

test('what must be heard at once is not collected, and runs of different boots are not joined', () => {
  const sent: [string, Receipt][] = [];
  const receipts = makeReceipts((device, one) => sent.push([device, one]));
  receipts.send({ deviceId: 'dv_a', receipt: receipt('sos') });
  expect(sent).toEqual([['dv_a', receipt('sos')]]);
  receipts.send({ deviceId: 'dv_a', receipt: receipt('m1'), stored: { bootId: 'old', seq: 1 } });
  receipts.send({ deviceId: 'dv_a', receipt: receipt('m2'), stored: { bootId: 'new', seq: 2 } });
  receipts.send({ deviceId: 'dv_a', receipt: receipt('m1', 'duplicate'), stored: { bootId: 'old', seq: 1 } });
  expect(sent).toHaveLength(1);
  receipts.flush();
  expect(sent.slice(1).map(([, { msgId, verdict, upTo }]) => [msgId, verdict, upTo])).toEqual([
    ['m1', 'accepted', undefined],
    ['m2', 'accepted', undefined],
    ['m1', 'duplicate', undefined],
  ]);
});
