import { Fault } from '../../activities/platform/faults';
import { incidentId } from '../../workflows/domain/ids';
import { builder } from '../builder';
import { idOf } from '../ids';
import { emsOfIncident } from '../lastPlace';
import { present } from '../present';
import { asked, tellAs } from '../telling';
import { happenedAt } from '../times';
import { upReferralOf } from '../upReferral';
import { TellResult } from '../types/fault';
import { IncidentAction, ReachWay } from '../types/common';

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
  recordCall: t.field({
    type: TellResult,
    description: 'A call to the patient or the emergency contact, and whether somebody answered (R35).',
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      way: t.arg({ type: ReachWay, required: true }),
      reached: t.arg.boolean({ required: true }),
      remark: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CALL_PATIENT', sent: args, kind: 'INCIDENT', id: args.incidentId }, () => {
        const { way, reached, remark } = args;
        if (way === 'WELFARE_CHECK') throw new Fault('BAD_INPUT', 'A welfare check is asked of 120, it is no call.');
        return { type: 'CALL_MADE', way, reached, ...present({ remark }) };
      }),
  }),
  askWelfareCheck: t.field({
    type: TellResult,
    description: '120 is asked to look where the patient was last known to be; its dispatcher is paged.',
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      place: t.arg.string({ required: true }),
      seenAt: t.arg({ type: 'Instant', description: 'When the patient was last known to be there.' }),
    },
    resolve: (_, args, context) =>
      asked(context, 'ASK_WELFARE_CHECK', args, async (by) => {
        const { clientId, place } = args;
        const incident = idOf(incidentId, args.incidentId);
        const seenAt = args.seenAt == null ? undefined : happenedAt(args.seenAt, context.now());
        const emsSiteId = await emsOfIncident(context, incident);
        const asks = { type: 'WELFARE_CHECK_ASKED', id: clientId, by, place, emsSiteId } as const;
        return context.engine.tell('INCIDENT', incident, { ...asks, ...present({ seenAt }) });
      }),
  }),
  endWelfareCheck: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      reached: t.arg.boolean({ required: true }),
      remark: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'END_WELFARE_CHECK', sent: args, kind: 'INCIDENT', id: args.incidentId }, () => ({
        type: 'WELFARE_CHECK_ENDED',
        reached: args.reached,
        remark: args.remark,
      })),
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
