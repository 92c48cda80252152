export { drillWatch } from './drillWatch';
export { episode } from './episode';
export { gatewayWatch } from './gatewayWatch';
export { incident } from './incident';
export { lab } from './lab';
export { reading } from './reading';
export { rotaHole } from './rotaHole';
export { rotaWatch } from './rotaWatch';
