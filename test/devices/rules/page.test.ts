import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMAS } from '../../../devices/envelope';
import { QUOTAS } from '../../../devices/quota';
import { RECEIPT_CODES, TOPICS, VERDICTS } from '../../../devices/topics';
import { VITALS } from '../../../devices/vitals';
import { ALARM_CODES } from '../../../workflows/domain/vocabulary';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'devices.md'), 'utf8');
const says = (word: string) => page.includes(`\`${word}\``);
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => JSON.parse(text) as object);

test('what the page for device makers shows as a message is one', () => {
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const { kind } = example as { kind: keyof typeof SCHEMAS };
    expect(SCHEMAS[kind].safeParse(example)).toMatchObject({ success: true });
  }
});

test('the page names every field, alarm, value with its unit, verdict and code there is', () => {
  const fields = Object.values(SCHEMAS).flatMap(({ shape }) => [
    ...Object.keys(shape).filter((name) => !['v', 'data', 'deviceId', 'measuredAt', 'sentAt', 'fw'].includes(name)),
    ...Object.keys(shape.data.shape),
  ]);
  const units = Object.values(VITALS).map(({ unit }) => unit);
  const words = [
    ...fields,
    ...ALARM_CODES,
    ...Object.keys(VITALS),
    ...units,
    ...RECEIPT_CODES,
    ...Object.keys(SCHEMAS),
  ];
  expect([...new Set(words)].filter((word) => !says(word))).toEqual([]);
  expect(VERDICTS.filter((verdict) => !page.includes(`| ${verdict} |`))).toEqual([]);
});

test('the page names each topic with the most it may carry', () => {
  const wrong = Object.entries(TOPICS).filter(
    ([tail, { maxBytes }]) => !new RegExp(`^\\| \`up/${tail}\`.*\\| ${maxBytes / 1024} KiB \\|$`, 'm').test(page),
  );
  expect(wrong).toEqual([]);
});

test('the page says how much a device may send', () => {
  const { vitals, alarm, status, loc } = QUOTAS;
  expect(page).toContain(`${vitals.perMinute} vitals a minute (${vitals.burst} at once)`);
  expect(page).toContain(
    `${alarm.perMinute} alarms (${alarm.burst}), ${status.perMinute} births (${status.burst}), ${loc.perMinute} sightings (${loc.burst})`,
  );
});
