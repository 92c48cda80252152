import { builder } from './builder';
import './types/action';
import './types/board';
import './types/change';
import './types/device';
import './types/episode';
import './types/fault';
import './types/incident';
import './types/lab';
import './types/page';
import './types/patient';
import './types/people';
import './types/reading';
import './types/stay';
import './types/task';
import './mutations/cathLab';
import './mutations/followUp';
import './mutations/incident';
import './mutations/opening';
import './mutations/page';
import './mutations/reading';
import './mutations/stay';
import './mutations/strategy';

builder.queryType({ authScopes: { signedIn: true } });
builder.mutationType({});
builder.subscriptionType({ authScopes: { signedIn: true } });

export const schema = builder.toSchema();
