// Package symbols is symset's domain: exceptions and their frames, the symbol
// sets that turn frames back into source, and the one way to resolve them.
//
// It knows no network and no terminal. Lines and columns of frames count from
// 1, as people and engines print them; columns are UTF-16 code units, as in
// JavaScript. Positions inside source maps (package sourcemap) count from 0.
package symbols
