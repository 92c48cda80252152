import { builder } from '../builder';
import { pending } from '../pending';
import { TellResult } from '../types/fault';
import { IncidentAction } from '../types/common';

builder.mutationFields((t) => ({
  acknowledgeIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
    },
    resolve: pending,
  }),
  assessIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      assessment: t.arg.string({ required: true }),
      real: t.arg.boolean({ required: true }),
    },
    resolve: pending,
  }),
  actOnIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      action: t.arg({ type: IncidentAction, required: true }),
    },
    resolve: pending,
  }),
  referUp: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
    },
    resolve: pending,
  }),
  closeIncident: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      incidentId: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: pending,
  }),
}));
