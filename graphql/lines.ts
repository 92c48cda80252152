import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file of lines for the owner's eyes: what was appended is there after a kill. */
export type Lines = {
  read(): readonly string[];
  append(line: string): void;
  rewrite(lines: readonly string[]): void;
};

export function linesIn(file: string): Lines {
  mkdirSync(dirname(file), { recursive: true });
  return {
    read: () => {
      try {
        return readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line !== '');
      } catch {
        return []; // the first start
      }
    },
    append: (line) => appendFileSync(file, `${line}\n`, { mode: 0o600 }),
    rewrite: (lines) => {
      const half = `${file}.${process.pid}`;
      writeFileSync(half, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
      renameSync(half, file);
    },
  };
}
