package keep

import (
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"symset/symbols/container"
)

// originOf writes down where the job's file comes from, so that an upload that
// is interrupted can be finished.
func originOf(j *job) (Origin, error) {
	o := Origin{Hash: j.Content.Hash, Size: j.Content.Size, Copy: j.copy}
	inputs := j.Content.Inputs()
	if len(inputs) != len(j.Files) {
		return o, nil
	}
	for i, in := range inputs {
		at, ok := in.Reader.(io.ReaderAt)
		if !ok {
			return o, nil
		}
		hash, err := sum(io.NewSectionReader(at, 0, in.Size))
		if err != nil {
			return o, fmt.Errorf("read %s: %w", j.Files[i], err)
		}
		o.Files = append(o.Files, File{j.Files[i], in.Size, hash})
	}
	return o, nil
}

func sum(r io.Reader) (string, error) {
	hash := sha512.New()
	_, err := io.Copy(hash, r)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// content gives again what an origin describes. The function closes its files.
func (k *Keeper) content(o Origin) (container.Content, func(), error) {
	if o.Copy != "" {
		c, f, err := k.open(o.Copy)
		if err != nil {
			return c, nil, err
		}
		return c, func() { _ = f.Close() }, nil
	}
	if len(o.Files) != len(container.SourceAndMap.Roles()) {
		return container.Content{}, nil, errors.New("it is not known which files the new content was made of: upload them again")
	}
	var open []*os.File
	closeAll := func() {
		for _, f := range open {
			_ = f.Close()
		}
	}
	var inputs []container.Input
	for _, file := range o.Files {
		f, err := os.Open(file.Path)
		if err != nil {
			closeAll()
			return container.Content{}, nil, err
		}
		open = append(open, f)
		hash, err := sum(io.NewSectionReader(f, 0, file.Size+1))
		if err == nil && hash != file.Hash {
			err = fmt.Errorf("%s is not what it was: upload what it is now, or put back what was there", file.Path)
		}
		if err != nil {
			closeAll()
			return container.Content{}, nil, err
		}
		inputs = append(inputs, container.Input{Reader: io.NewSectionReader(f, 0, file.Size), Size: file.Size})
	}
	c, err := container.Pack(container.Zstd, container.SourceAndMap, inputs...)
	if err != nil {
		closeAll()
		return c, nil, err
	}
	c.Hash = o.Hash // the same content has the same name
	return c, closeAll, nil
}
