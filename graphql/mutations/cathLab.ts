import { episodeId, labId } from '../../workflows/domain/ids';
import { builder } from '../builder';
import { idOf } from '../ids';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { TellResult } from '../types/fault';
import {
  AngiographyEnd,
  ConsentKind,
  ConsentState,
  Finding,
  LabRole,
  PciComplication,
  PciSupport,
} from '../types/common';
import { Access } from '../types/facts';
import { timiOf } from './figures';
import { StentInput, TimeInput } from './inputs';

builder.mutationFields((t) => ({
  callLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CALL_LAB', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'LAB_CALLED',
        labId: idOf(labId, args.labId),
      })),
  }),
  arriveAtLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      role: t.arg({ type: LabRole, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ARRIVE_AT_LAB', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'LAB_MEMBER_ARRIVED',
        role: args.role,
        time: timeOf(args.time, context.now()),
      })),
  }),
  changeConsent: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      kind: t.arg({ type: ConsentKind, required: true }),
      state: t.arg({ type: ConsentState, required: true }),
      time: t.arg({ type: TimeInput, required: true }),
      byName: t.arg.string(),
      relation: t.arg.string(),
      reason: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CHANGE_CONSENT', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'CONSENT_CHANGED',
        kind: args.kind,
        state: args.state,
        time: timeOf(args.time, context.now()),
        ...present({ byName: args.byName, relation: args.relation, reason: args.reason }),
      })),
  }),
  reportPci: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      culprit: t.arg.string({ required: true }),
      access: t.arg({ type: Access, required: true }),
      timiBefore: t.arg.int({ required: true }),
      timiAfter: t.arg.int({ required: true }),
      stents: t.arg({ type: [StentInput], required: true }),
      thrombus: t.arg.boolean(),
      complications: t.arg({ type: [PciComplication] }),
      support: t.arg({ type: [PciSupport] }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'REPORT_PCI', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'PCI_REPORTED',
        result: {
          culprit: args.culprit,
          access: args.access,
          timiBefore: timiOf(args.timiBefore),
          timiAfter: timiOf(args.timiAfter),
          stents: args.stents,
          ...present({ thrombus: args.thrombus, complications: args.complications, support: args.support }),
        },
      })),
  }),
  concludeAngiography: t.field({
    type: TellResult,
    description: 'No culprit: a false positive activation (2.9), NSTE-ACS or another diagnosis. Or surgery (4.2 P8).',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      end: t.arg({ type: AngiographyEnd, required: true }),
      finding: t.arg({ type: Finding, description: 'What it is taken for without a culprit.' }),
      time: t.arg({ type: TimeInput, required: true }),
      reason: t.arg.string({ required: true, description: 'What was seen.' }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CONCLUDE_ANGIOGRAPHY', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'ANGIOGRAPHY_CONCLUDED',
        end: args.end,
        time: timeOf(args.time, context.now()),
        reason: args.reason,
        ...present({ finding: args.finding }),
      })),
  }),
  giveLab: t.field({
    type: TellResult,
    description: 'A person gives the lab to one of those who wait; to take it from its holder needs a reason.',
    args: {
      clientId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      reason: t.arg.string(),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'GIVE_LAB', sent: args, kind: 'LAB', id: args.labId }, () => ({
        type: 'LAB_GIVEN',
        episodeId: idOf(episodeId, args.episodeId),
        ...present({ reason: args.reason }),
      })),
  }),
  changeLab: t.field({
    type: TellResult,
    description: 'The same activation goes to another lab; nobody is called twice.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CHANGE_LAB', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'LAB_CHANGED',
        labId: idOf(labId, args.labId),
      })),
  }),
  blockLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'BLOCK_LAB', sent: args, kind: 'LAB', id: args.labId }, () => ({
        type: 'LAB_BLOCKED',
        reason: args.reason,
      })),
  }),
  unblockLab: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      labId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'UNBLOCK_LAB', sent: args, kind: 'LAB', id: args.labId }, () => ({
        type: 'LAB_UNBLOCKED',
      })),
  }),
}));
