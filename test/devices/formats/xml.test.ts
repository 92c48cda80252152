import { decodeEcg } from '../../../devices/formats/registry';
import { decodeText } from '../../../devices/formats/text';
import { attributeOf, childOf, parseXml, readXml } from '../../../devices/formats/xml';
import { cartFile } from '../../../devices/simulator/cartFiles';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';

const root = (text: string) => {
  const xml = parseXml(text);
  if (!xml.ok) throw new Error(xml.code);
  return xml.root;
};

test('elements, attributes, CDATA, comments and XML’s own five signs are read', () => {
  const read = root(
    `<?xml version="1.0"?><!-- a cart --><v3:a xmlns:v3="u" one='1 &lt; 2'>x<b/><![CDATA[<raw> & so]]>&#65;&#x5FC3;&amp;</v3:a>`,
  );
  expect([read.name, attributeOf(read, 'one'), read.text]).toEqual(['a', '1 < 2', 'x<raw> & soA心&']);
  expect(childOf(read, 'b')).toMatchObject({ name: 'b', text: '', children: [] });
});

test.each([
  ['a document type with entities', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ['a billion laughs', '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'],
  ['a file of this machine', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'],
  ['a document type somewhere else', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'],
  ['an entity nobody declared', '<a>&nbsp;</a>'],
  ['a bare ampersand', '<a>R & D</a>'],
  ['a thousand levels', '<a>'.repeat(1_000) + '</a>'.repeat(1_000)],
  ['a million elements', `<a>${'<b/>'.repeat(1_000_000)}</a>`],
])('%s is refused', (_, text) => {
  expect(parseXml(text)).toMatchObject({ ok: false, broken: true, code: 'XML_REFUSED' });
});

test.each([
  '',
  'no XML',
  '<a',
  '<a><b></a></b>',
  '<a></b>',
  '</a>',
  '<a/><b/>',
  '<a x=1/>',
  '<a x="1" x="2"/>',
  '<a x="<"/>',
  '< a/>',
  '<a/>text',
  '<a><!-- no end',
  '<a><![CDATA[no end',
])('%j is no XML document', (text) => {
  expect(parseXml(text).ok).toBe(false);
});

test('one document type is passed over where a format always has it, and never one with rules of its own', () => {
  const bareDoctype = true;
  expect(parseXml('<!DOCTYPE a SYSTEM "a.dtd"><a/>', { bareDoctype }).ok).toBe(true);
  expect(parseXml('<!DOCTYPE a [<!ENTITY x "y">]><a/>', { bareDoctype }).ok).toBe(false);
  expect(parseXml('<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY x "y">]><a/>', { bareDoctype }).ok).toBe(false);
});

test('spaces by the hundred thousand cost no time', () => {
  expect(parseXml(`<a${' '.repeat(200_000)}x`).ok).toBe(false);
  expect(parseXml(`<a ${'x '.repeat(100_000)}/>`).ok).toBe(false);
  expect(parseXml(`<a x="${'y'.repeat(200_000)}`).ok).toBe(false);
});

describe('the bytes decide how a text is read, not what it declares', () => {
  const name = '<?xml version="1.0" encoding="UTF-8"?><a>张三</a>';
  const gb = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>'),
    Buffer.from('d5c5c8fd', 'hex'),
    Buffer.from('</a>'),
  ]);

  test.each([
    ['UTF-8', Buffer.from(name)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${name}`)],
    ['UTF-16, little end first, that declares UTF-8', Buffer.from(`\uFEFF${name}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(name, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${name}`, 'utf16le').swap16()],
    ['GB18030 that declares UTF-8', gb],
  ])('%s', (_, bytes) => {
    const xml = readXml(bytes);
    expect(xml.ok && xml.root.text).toBe('张三');
  });

  test('a western text of single bytes is believed where it is declared', () => {
    const text = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Müller</a>', 'latin1');
    expect(decodeText(text)).toContain('Müller');
  });

  test('half a sign of UTF-16 is no text, and goes before a person', () => {
    const bytes = Buffer.from(cartFile('PHILIPS_XML', syntheticTwelveLead({ seconds: 1 })).bytes);
    expect(decodeEcg('', bytes.subarray(0, 1_001))).toMatchObject({ broken: true, code: 'TEXT_UNREADABLE' });
  });
});
