import { alertsPage } from './alerts-page';

process.stdout.write(alertsPage());
