import { builder } from '../builder';

builder.prismaObject('PushBrowser', {
  description: 'A browser in which pages ring for a person, open or not (Web Push).',
  fields: (t) => ({
    id: t.exposeID('id'),
    service: t.string({
      description: 'Whose push service carries it.',
      select: { endpoint: true },
      resolve: ({ endpoint }) => new URL(endpoint).hostname,
    }),
    language: t.exposeString('language', { description: 'In which its notifications are written: zh-CN or en.' }),
    registeredAt: t.expose('registeredAt', { type: 'Instant' }),
  }),
});

builder.queryFields((t) => ({
  pushKey: t.string({
    description: 'The public key under which a browser subscribes (RFC 8292), base64url.',
    resolve: (_, __, { webPush }) => webPush.publicKey,
  }),
  myBrowsers: t.prismaField({
    type: ['PushBrowser'],
    description: 'In which browsers pages ring for whoever asks.',
    resolve: (query, _, __, { prisma, actor }) =>
      prisma.pushBrowser.findMany({
        ...query,
        where: { personId: actor?.personId ?? '' },
        orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }],
      }),
  }),
}));
