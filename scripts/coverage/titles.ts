import { parseSync } from '@swc/core';

/** A test as written: its sentence with those of the groups around it, the codes of its table, and those of its body. */
export type Written = {
  readonly title: string;
  readonly table: readonly string[];
  readonly body: readonly string[];
};

type Node = { readonly type: string; readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value): readonly Node[] => {
    // arguments of a call are wrapped, elements of a list too
    const within = (one: unknown): unknown =>
      typeof one === 'object' && one !== null && 'expression' in one && !('type' in one) ? one.expression : one;
    return (Array.isArray(value) ? value.map(within) : [within(value)]).filter(isNode);
  });

const textOf = (node: Node): string | undefined => {
  if ((node.type === 'StringLiteral' || node.type === 'Identifier') && typeof node['value'] === 'string')
    return node['value'];
  return node.type === 'TemplateElement' && typeof node['cooked'] === 'string' ? node['cooked'] : undefined;
};

type Lists = ReadonlyMap<string, Node>;

/** Every string and name below a node; a list of the same file is read where it is named. */
function wordsOf(node: Node, lists: Lists, seen: ReadonlySet<string> = new Set()): readonly string[] {
  const text = textOf(node);
  const listed = node.type === 'Identifier' && text !== undefined && !seen.has(text) ? lists.get(text) : undefined;
  return [
    ...(text === undefined ? [] : [text]),
    ...(listed === undefined ? [] : wordsOf(listed, lists, new Set([...seen, text ?? '']))),
    ...childrenOf(node).flatMap((child) => wordsOf(child, lists, seen)),
  ];
}

const CALLED = /^(test|it|describe)(\.\w+)*$/;

/** `test.each([…])('title', …)` → `test.each`; a call of anything else has no name. */
function nameOf(callee: Node | undefined): string {
  if (callee === undefined) return '';
  if (callee.type === 'CallExpression') return nameOf(calleeOf(callee));
  if (callee.type === 'MemberExpression') return childrenOf(callee).map(nameOf).join('.');
  return callee.type === 'Identifier' ? (textOf(callee) ?? '') : '';
}

const calleeOf = (call: Node): Node | undefined => (isNode(call['callee']) ? call['callee'] : undefined);

const argumentsOf = (call: Node): readonly Node[] => {
  const given: unknown = call['arguments'];
  return Array.isArray(given) ? childrenOf({ type: 'Arguments', given }) : [];
};

type Group = { readonly title: string; readonly table: readonly string[] };

function testsIn(node: Node, lists: Lists, group: Group): readonly Written[] {
  const name = node.type === 'CallExpression' ? nameOf(calleeOf(node)) : '';
  const [sentence, ...rest] = CALLED.test(name) ? argumentsOf(node) : [];
  const title =
    sentence && textOf(sentence.type === 'TemplateLiteral' ? (childrenOf(sentence)[0] ?? sentence) : sentence);
  if (title === undefined) return childrenOf(node).flatMap((child) => testsIn(child, lists, group));
  const callee = calleeOf(node);
  const cases = callee?.type === 'CallExpression' ? argumentsOf(callee) : [];
  const here = {
    title: group.title === '' ? title : `${group.title}: ${title}`,
    table: [...group.table, ...cases.flatMap((one) => wordsOf(one, lists))],
  };
  return name.startsWith('describe')
    ? rest.flatMap((child) => testsIn(child, lists, here))
    : [{ ...here, body: rest.flatMap((child) => wordsOf(child, lists)) }];
}

/** The lists a file declares at its top. */
const listsOf = (module: Node): Lists =>
  new Map(
    childrenOf(module).flatMap((statement) => {
      const declared = statement.type === 'VariableDeclaration' ? childrenOf(statement) : [];
      return declared.flatMap(({ id, init }): readonly [string, Node][] =>
        isNode(id) && isNode(init) && typeof id['value'] === 'string' ? [[id['value'], init]] : [],
      );
    }),
  );

/** Every test of a file, without running it. */
export function testsOf(source: string, tsx: boolean): readonly Written[] {
  const module: unknown = parseSync(source, { syntax: 'typescript', tsx, target: 'es2023' });
  return isNode(module) ? testsIn(module, listsOf(module), { title: '', table: [] }) : [];
}
