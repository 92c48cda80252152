import { resolve } from 'node:path';
import { readOptions } from '../../scripts/options';

test('without a word the web port is 8080 and the data lie in .data', () => {
  expect(readOptions([], {})).toEqual({
    port: 8080,
    portAsked: false,
    empty: false,
    dataFolder: resolve(__dirname, '..', '..', '.data'),
  });
});

test('--port and --empty are heard, and WIRETIME_DATA names the folder', () => {
  expect(readOptions(['--port', '0', '--empty'], { WIRETIME_DATA: '/srv/wiretime' })).toEqual({
    port: 0,
    portAsked: true,
    empty: true,
    dataFolder: '/srv/wiretime',
  });
});

test.each(['eighty', '70000', '-1', '80.5'])('%s is no port', (port) => {
  expect(() => readOptions([`--port=${port}`], {})).toThrow(`${port} is not a port`);
});

test('a misspelt option is refused instead of passed over', () => {
  expect(() => readOptions(['--prot', '80'], {})).toThrow(/--prot/);
});
