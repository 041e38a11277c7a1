package theme

// The palette, twice. Contrast is at least 4.5 : 1 on the backgrounds people
// use; a test measures it. With 16 colours each role has a colour by name that
// can be read in every palette (never bright black, never blue on black,
// never yellow on white), and dim is faint.

type palette struct{ accent, dim, bad, good, warn, info, selection, match shade }

var dark = palette{
	accent:    shade{"3", "215", "#ffb454"},
	dim:       shade{"", "246", "#8b949e"},
	bad:       shade{"1", "210", "#ff7b72"},
	good:      shade{"2", "114", "#7ee787"},
	warn:      shade{"5", "179", "#e3b341"},
	info:      shade{"6", "117", "#79c0ff"},
	selection: shade{"", "236", "#2b3245"},
	match:     shade{"", "58", "#5a4300"},
}

var light = palette{
	accent:    shade{"4", "94", "#9a3412"},
	dim:       shade{"", "240", "#57606a"},
	bad:       shade{"1", "124", "#b91c1c"},
	good:      shade{"2", "22", "#116329"},
	warn:      shade{"5", "94", "#8a4b00"},
	info:      shade{"4", "25", "#0550ae"},
	selection: shade{"", "254", "#e5e7eb"},
	match:     shade{"", "223", "#fde68a"},
}
