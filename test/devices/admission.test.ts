import { makeAdmission } from '../../devices/door/admission';

const here = { inNeed: false, isGone: () => false };

test('6.5#8: when the power is back a burst comes in at once and the others one after the other, as they came', async () => {
  const admission = makeAdmission({ perSecond: 200, burst: 2, line: 10 });
  const order: number[] = [];
  const entering = [0, 1, 2, 3, 4].map((n) => admission.enter(here).then((may) => may && order.push(n)));
  expect(admission.waiting()).toBe(3);
  await Promise.all(entering);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  admission.stop();
});

test('6.5#8: a call for help waits for nobody and takes nobody’s place', async () => {
  const admission = makeAdmission({ perSecond: 0.001, burst: 1, line: 10 });
  expect(await admission.enter({ ...here, inNeed: true })).toBe(true);
  expect(await admission.enter(here)).toBe(true);
  const waits = admission.enter(here);
  expect(await admission.enter({ ...here, inNeed: true })).toBe(true);
  expect(admission.waiting()).toBe(1);
  admission.stop();
  expect(await waits).toBe(false);
});

test('6.5#8: who comes when the line is long is told to come again later', async () => {
  const admission = makeAdmission({ perSecond: 0.001, burst: 1, line: 1 });
  await admission.enter(here);
  const waits = admission.enter(here);
  expect(await admission.enter(here)).toBe(false);
  admission.stop();
  await waits;
});

test('who has left the line uses nobody’s place', async () => {
  const admission = makeAdmission({ perSecond: 100, burst: 1, line: 10 });
  await admission.enter(here);
  const [gone, next] = [admission.enter({ ...here, isGone: () => true }), admission.enter(here)];
  expect([await gone, await next]).toEqual([false, true]);
  admission.stop();
});
