/** So many rows of a grid stand in the page's HTML; others follow when the page has started. */
export const firstRows = 100

/** Above this many rows only those on the screen are drawn; below, find-in-page, print and table reading just work. */
export const plainLimit = 1_000
