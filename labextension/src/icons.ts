import { LabIcon } from '@jupyterlab/ui-components';

/** A cell whose content goes up, out of the notebook. */
export const promoteIcon = new LabIcon({
  name: 'jupyterlab-promote:promote',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M5 12h3v2H6v5h12v-5h-2v-2h3a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z"/>
    <path d="M12 3l5 5.2-1.4 1.4L13 7v9h-2V7L8.400 9.600 7 8.200z"/>
  </g>
</svg>`
});

/** The functions of a package: an f between braces. */
export const functionsIcon = new LabIcon({
  name: 'jupyterlab-promote:functions',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M4 4h6l2 2h8a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zm1 2v12h14V8h-7.800l-2-2z"/>
    <path d="M14.600 9.300c-1.800-.5-2.800.4-3 1.900l-.1.800H10v1.300h1.300l-.4 2.500c-.1.700-.5.900-1.200.7l-.3 1.300c1.600.4 2.600-.2 2.900-1.800l.4-2.700h1.700V12h-1.500l.1-.7c.1-.7.500-.9 1.200-.7z"/>
  </g>
</svg>`
});

/** A call that goes in at the cursor. */
export const insertIcon = new LabIcon({
  name: 'jupyterlab-promote:insert',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M20 5v6a3 3 0 0 1-3 3H8.800l2.600 2.600L10 18l-5-5 5-5 1.400 1.400L8.800 12H17a1 1 0 0 0 1-1V5z"/>
  </g>
</svg>`
});
