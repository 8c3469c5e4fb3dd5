import puppeteer from 'puppeteer-core';

/** A headless Chromium in which tabs behind others run as fast as the one in front. */
export function launch() {
  return puppeteer.launch({
    executablePath: process.env.ORIGIN_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      // CI is root in a container.
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--mute-audio',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      // Nothing but what is watched is on the network.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
}
