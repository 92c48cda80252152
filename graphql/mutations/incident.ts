import { incidentId } from '../../workflows/domain/ids';
import { builder } from '../builder';
import { idOf } from '../ids';
import { asked, tellAs } from '../telling';
import { upReferralOf } from '../upReferral';
import { TellResult } from '../types/fault';
import { IncidentAction } from '../types/common';

builder.mutationFields((t) => ({
  acknowledgeIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ACKNOWLEDGE_INCIDENT', sent: args, kind: 'INCIDENT', id: args.incidentId }, () => ({
        type: 'INCIDENT_ACKNOWLEDGED',
      })),
  }),
  assessIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      assessment: t.arg.string({ required: true }),
      real: t.arg.boolean({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ASSESS_INCIDENT', sent: args, kind: 'INCIDENT', id: args.incidentId }, () => ({
        type: 'INCIDENT_ASSESSED',
        assessment: args.assessment,
        real: args.real,
      })),
  }),
  actOnIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      action: t.arg({ type: IncidentAction, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ACT_ON_INCIDENT', sent: args, kind: 'INCIDENT', id: args.incidentId }, () => ({
        type: 'INCIDENT_ACTED',
        action: args.action,
      })),
  }),
  referUp: t.field({
    type: TellResult,
    description: 'One action: the alarm becomes a new linked episode whose clocks start at the alarm time.',
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'REFER_UP', args, async (by) => {
        const incident = idOf(incidentId, args.incidentId);
        const open = await upReferralOf(context, incident, args.clientId, by);
        const answer = await context.engine.tell('INCIDENT', incident, {
          type: 'UP_REFERRED',
          id: args.clientId,
          by,
          open,
        });
        return { ...answer, episodeId: open.id };
      }),
  }),
  closeIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CLOSE_INCIDENT', sent: args, kind: 'INCIDENT', id: args.incidentId }, () => ({
        type: 'INCIDENT_CLOSED',
        reason: args.reason,
      })),
  }),
}));
