import { troubleshootingPage } from './troubleshooting-page';

process.stdout.write(troubleshootingPage());
