"""YAML as the program reads it and as editors read it, and YAML that says a tree again. With libyaml: PyYAML itself stumbles over `money?:`."""

import json
import re

import yaml


class _Written(yaml.CSafeLoader):
    """As the program reads: texts as written, true and false, and nothing where nothing stands."""

    yaml_implicit_resolvers = {}


_Written.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_Written.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^$"), [""])


class _Editor(yaml.CSafeLoader):
    """As an editor reads: the core schema of YAML 1.2, in which numbers are numbers."""

    yaml_implicit_resolvers = {}


_Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Editor.add_implicit_resolver("tag:yaml.org,2002:float",
                              re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"), list("-+0123456789."))
_Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
_Editor.yaml_implicit_resolvers = {first: sorted(found, key=lambda one: one[0].endswith("float"))
                                   for first, found in _Editor.yaml_implicit_resolvers.items()}
# 007 is seven in YAML 1.2, and eight digits are no octal number.
_Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))


class _Ordinary(yaml.CSafeLoader):
    """PyYAML's own reading (YAML 1.1), but that dates stay texts: JSON has none."""

    yaml_implicit_resolvers = {first: [one for one in found if not one[0].endswith("timestamp")]
                               for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()}


LOADERS = {"as written": _Written, "as an editor": _Editor, "by PyYAML": _Ordinary}


def _plain(tree):
    """With keys that are texts, as JSON has them."""
    if isinstance(tree, dict):
        return {str(key).lower() if isinstance(key, bool) else str(key): _plain(value) for key, value in tree.items()}
    return [_plain(item) for item in tree] if isinstance(tree, list) else tree


def load(text, loader="as an editor"):
    return _plain(yaml.load(text, LOADERS[loader]))


def dump(tree):
    """YAML that the program reads as this tree."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {dump(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(dump(item) for item in tree) + "]"
    if tree is None:
        return ""
    return json.dumps(tree, ensure_ascii=False)
