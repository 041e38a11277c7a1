// Package match finds, in build folders, the files that missing and broken
// symbol sets want.
//
// A [Folder] is one or more build folders read for it; several builds may lie
// side by side. [Folder.Match] takes what is wanted, with the frames that wait
// for it, and gives a [Result] for each as it is found: the candidates, the
// best first, each with how sure it is ([Confidence]) and why, in words.
//
// What makes a file the right one is, in this order:
//
//   - its chunk id or debug id is the one that frames name, and more than half
//     of the frames point at what they must point at: sure, unless another file
//     has that id, too, and differs, or the id is one that is made of a file's
//     content, and not of this file's;
//   - it has the name that frames name, with a content hash in it, and more than
//     half of the frames, two at least, point at what they must: sure, unless another
//     file of that name differs, or the file and its map name each other with
//     another hash;
//   - it has that name, and frames point at what they must: likely. A build
//     that differs only behind those places would answer them as well;
//   - it has that name: doubtful.
//
// A frame points at what it must when a mapping begins at exactly its place, or, as
// Safari gives places, with the word that ends there. It speaks against a file when its
// place is outside of it, in the middle of a word, or on a line that says something
// else than the line captured with the frame; or when more than a fourth of the frames
// are in functions of other names than theirs, or of their sources where a build gives
// its functions these back, which is asked where few files are looked into or places
// alone leave a doubt. One at a place where no mapping begins and no code can be
// running, as at a comma, takes away that a file is sure; a third of such, or of frames
// in functions of other names, that it is likely by its name. So does it when at more
// than half of the places nothing is called, see [symbols.Calls]. A file that a frame
// of the latest trace speaks against is not what is served now, and doubtful. Of places
// that no mapping tells of, as of code that bundlers add, a right file has few; where
// they are most, only one with the id is likely, or one that three frames or more name
// the functions of and that answers half of the others.
//
// Whether a map belongs to its file is told by all of its mappings where few files
// are looked into. Among many it is told by some thousand, which of most maps are
// all, and by those around the frames: the proof of the whole, which would take
// longer than all else, is left to whoever sends it.
//
// A file that frames speak against is never sure, and no candidate when most of them
// do; it is likely where these, and those where nothing can be running, are a fifth at
// most, or these alone, when four frames or more are in functions of their names and
// hardly any in others. One whose map may not belong to it is not sure either, and one
// whose map does not is doubtful. Where two different files, or two maps of one file,
// are equally good none is chosen, and of two that would be sure neither is. Files are
// not different that only the release injected into them tells apart.
//
// Under a plain URL one build is served after the other. Where frames speak against
// the file that is best by all of them, or none is, the one that the frames of the
// latest half of the traces are of, or of the latest quarter and so on, is likely.
//
// What was injected into a file moves its columns: not sure either is one that has
// the frames' id as a debug id and into which nothing was injected, or one with a
// chunk id while no frame has one. One with the debug id and another chunk id is
// doubtful.
package match
