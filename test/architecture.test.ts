import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';

/**
 * Who may import whom. `*` is any package; `type:` allows types only; a folder includes what lies in it,
 * and where two rows fit a file, the longer one counts. Within its own folder a file is always free.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'workflows/domain': [],
  workflows: ['workflows/domain', 'type:activities', '@temporalio/workflow', '@temporalio/common'],
  'activities/platform': ['workflows/domain', 'type:workflows/messages', '*'],
  activities: ['workflows', 'activities/platform', 'prisma', '*'],
  prisma: ['workflows/domain', 'type:workflows/messages', 'activities/platform', '*'],
  devices: ['workflows/domain', 'workflows/messages', 'activities/platform', 'prisma', '*'],
  graphql: ['workflows/domain', 'workflows/messages', 'activities/platform', 'prisma', '*'],
  'ui-admin': ['workflows/domain', '*'],
  scripts: ['workflows', 'activities', 'devices', 'graphql', 'prisma', 'ui-admin/src/words', '*'],
  test: ['workflows', 'activities', 'devices', 'graphql', 'prisma', 'ui-admin', 'scripts', '*'],
};

const ROOT = join(__dirname, '..');
const LAYERS = Object.keys(MAY_IMPORT).sort((a, b) => b.length - a.length);
const files = globSync('{workflows,activities,devices,graphql,prisma,scripts,test,ui-admin}/**/*.{ts,tsx}', {
  cwd: ROOT,
})
  .filter((file) => !/node_modules|generated|\/dist\//.test(file))
  .sort();

const layerOf = (path: string) => LAYERS.find((layer) => path === layer || path.startsWith(`${layer}/`));

type Import = { readonly target: string; readonly typeOnly: boolean };

/** Every `import`, `export … from`, `import()` and `require()` of a file; what is relative as a path from the root. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
  const statements = text.matchAll(/^\s*(import|export)\s+(type\s)?((?:[^'";]*?\sfrom\s+)?)'([^']+)'/gm);
  const named = Array.from(statements, ([, , type, names = '', target = '']) => ({
    target,
    typeOnly: type !== undefined || isAllTypes(names),
  }));
  const calls = Array.from(text.matchAll(/\b(?:import|require)\('([^']+)'\)/g), ([, target = '']) => ({
    target,
    typeOnly: false,
  }));
  return [...named, ...calls].map(({ target, typeOnly }) => ({
    target: target.startsWith('.') ? posix.join(posix.dirname(file), target) : target,
    typeOnly,
  }));
}

/** `import { type A, type B } from` brings nothing at run time either. */
function isAllTypes(names: string): boolean {
  const inBraces = /^\{([^]*)\}\s*from\s+$/.exec(names)?.[1];
  if (inBraces === undefined) return false;
  return inBraces.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
}

function isAllowed(from: string, { target, typeOnly }: Import): boolean {
  const to = layerOf(target);
  if (to === from) return true;
  return (MAY_IMPORT[from] ?? []).some((rule) => {
    const wanted = rule.replace(/^type:/, '');
    if (rule.startsWith('type:') && !typeOnly) return false;
    if (rule === '*') return to === undefined && !target.startsWith('..');
    return target === wanted || target.startsWith(`${wanted}/`);
  });
}

const forbidden = (file: string) => {
  const layer = layerOf(file);
  if (layer === undefined) throw new Error(`${file} belongs to no layer`);
  return importsOf(file).filter((each) => !isAllowed(layer, each));
};

test.each(LAYERS)('%s imports only what its layer may', (layer) => {
  const found = files
    .filter((file) => layerOf(file) === layer)
    .flatMap((file) => forbidden(file).map(({ target }) => `${file} → ${target}`));
  expect(found).toEqual([]);
});

test('the pages and the rules run where there is no Node', () => {
  const inBrowser = files.filter((file) => /^(ui-admin\/src|workflows)\//.test(file));
  expect(inBrowser.flatMap((file) => importsOf(file).filter(({ target }) => isBuiltin(target)))).toEqual([]);
});

test('the rules of medicine know no clock, no chance and no environment', () => {
  const impure =
    /\b(Date\.now|new Date\(\)|Math\.random|performance\.|process\.|setTimeout|toLocale|Intl\.|randomUUID)/;
  const found = files.filter((file) => file.startsWith('workflows/domain/') && impure.test(code(file)));
  expect(found).toEqual([]);
});

test('workflows share their modules, so none holds anything that changes (a WeakMap may remember)', () => {
  const changing = /^(?:export )?(?:let|var) |^(?:export )?const \w+(?:: [^=]+)? = (?:new Map\b|\[\];|\{\};)/m;
  const found = files.filter((file) => file.startsWith('workflows/') && changing.test(code(file)));
  expect(found).toEqual([]);
});

test('there is one class, Fault', () => {
  const found = files.flatMap((file) =>
    Array.from(code(file).matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm), ([, name]) => `${file}: ${name}`),
  );
  expect(found).toEqual(['activities/platform/faults.ts: Fault']);
});

test('what wakes in a browser to ring brings neither screens nor their words along', () => {
  const brought = (file: string, before: readonly string[]): readonly string[] =>
    importsOf(file)
      .filter(({ typeOnly }) => !typeOnly)
      .map(
        ({ target }) => files.find((path) => /\.tsx?$/.test(path) && path.replace(/\.tsx?$/, '') === target) ?? target,
      )
      .reduce((all, path) => (all.includes(path) ? all : brought(path, [...all, path])), before);
  const all = files.includes(RINGING) ? brought(RINGING, []) : [];
  expect(all).toContain('ui-admin/src/words/pageWords.ts');
  expect(
    all.filter(
      (path) =>
        !/\/(api\/trusted|ringing\/\w+|parts\/sentences|paths|times|words\/(fill|pageWords\w*))\.ts$/.test(path),
    ),
  ).toEqual([]);
});
const RINGING = 'ui-admin/src/ringing/serviceWorker.ts';

test('nothing is hidden in a drawer', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|misc|shared)(\/|\.tsx?$)/i.test(file))).toEqual([]);
});

test('the root holds the folders of the map and nothing else', () => {
  const there = globSync('*', { cwd: ROOT, exclude: ['node_modules'] }).sort();
  const map = [
    ...['CONTRIBUTING.md', 'LICENSE', 'README.md', 'activities', 'devices', 'docs', 'graphql', 'package-lock.json'],
    ...['package.json', 'prisma', 'scripts', 'temporal.yaml', 'test', 'tsconfig.json', 'ui-admin', 'workflows'],
  ];
  expect(there.filter((name) => !map.includes(name))).toEqual([]);
});

/** A file without its comments, where these words may well occur. */
function code(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
}
