import { createBrowserRouter, Navigate } from 'react-router';
import { to } from './paths';
import { Crashed } from './parts/Crashed';
import { Shell } from './parts/Shell';
import { Waiting } from './parts/Waiting';
import { NotFoundPage } from './pages/NotFoundPage';

/** Every page is a chunk of its own, loaded when its address is opened. */
export const router = createBrowserRouter([
  {
    path: '/sign-in',
    errorElement: <Crashed />,
    hydrateFallbackElement: <Waiting />,
    lazy: async () => ({ Component: (await import('./pages/SignInPage')).SignInPage }),
  },
  {
    path: '/',
    element: <Shell />,
    errorElement: <Crashed />,
    hydrateFallbackElement: <Waiting />,
    children: [
      { index: true, element: <Navigate to={to.board()} replace /> },
      { path: 'board', lazy: async () => ({ Component: (await import('./pages/BoardPage')).BoardPage }) },
      { path: 'episodes/:id', lazy: async () => ({ Component: (await import('./pages/EpisodePage')).EpisodePage }) },
      { path: 'readings', lazy: async () => ({ Component: (await import('./pages/ReadingsPage')).ReadingsPage }) },
      { path: 'readings/:id', lazy: async () => ({ Component: (await import('./pages/ReadingPage')).ReadingPage }) },
      { path: 'incidents', lazy: async () => ({ Component: (await import('./pages/IncidentsPage')).IncidentsPage }) },
      { path: 'digests/:id', lazy: async () => ({ Component: (await import('./pages/DigestPage')).DigestPage }) },
      { path: 'tasks', lazy: async () => ({ Component: (await import('./pages/TasksPage')).TasksPage }) },
      { path: 'rota', lazy: async () => ({ Component: (await import('./pages/RotaPage')).RotaPage }) },
      { path: 'drills', lazy: async () => ({ Component: (await import('./pages/DrillsPage')).DrillsPage }) },
      { path: 'feedback', lazy: async () => ({ Component: (await import('./pages/FeedbackPage')).FeedbackPage }) },
      {
        path: 'alarm-rules',
        lazy: async () => ({ Component: (await import('./pages/AlarmRulesPage')).AlarmRulesPage }),
      },
      {
        path: 'patients/:patientId/devices',
        lazy: async () => ({ Component: (await import('./pages/PatientDevicesPage')).PatientDevicesPage }),
      },
      {
        path: 'patients/:patientId/alarm-limits',
        lazy: async () => ({ Component: (await import('./pages/AlarmLimitsPage')).AlarmLimitsPage }),
      },
      { path: 'pathway', lazy: async () => ({ Component: (await import('./pages/PathwayPage')).PathwayPage }) },
      {
        path: 'resources',
        lazy: async () => ({ Component: (await import('./pages/ResourcesPage')).ResourcesPage }),
      },
      { path: 'devices', lazy: async () => ({ Component: (await import('./pages/DevicesPage')).DevicesPage }) },
      {
        path: 'indicators',
        lazy: async () => ({ Component: (await import('./pages/IndicatorsPage')).IndicatorsPage }),
      },
      { path: 'devices/readers', lazy: async () => ({ Component: (await import('./pages/ReadersPage')).ReadersPage }) },
      {
        path: 'devices/register',
        lazy: async () => ({ Component: (await import('./pages/DeviceRegisterPage')).DeviceRegisterPage }),
      },
      { path: 'stays', lazy: async () => ({ Component: (await import('./pages/StaysPage')).StaysPage }) },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);
