"""Instruments of every shape, for Hypothesis."""

from hypothesis import strategies as st

from klaster.rules.instrument import Choice, Instrument, Question, Type

# Without "${": to XLSForm an answer begins there.
WORDS = st.lists(
    st.text("aA0=+-@,.'\"<&>}$\\_é中 ", min_size=1, max_size=12).map(str.strip).filter(bool),
    min_size=1,
    max_size=3,
).map("\n".join)
TEXT = WORDS.map(lambda words: "\n".join(" ".join(line.split()) for line in words.splitlines()))
LABELS = st.fixed_dictionaries({"id": TEXT}, optional={"en": TEXT})
PERHAPS = st.one_of(st.just({}), LABELS)
CHOICES = st.lists(
    st.builds(Choice, code=st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True), labels=LABELS),
    min_size=1,
    max_size=4,
    unique_by=lambda choice: choice.code,
).map(tuple)
# Expressions about the answer `.` and an earlier question.
RELEVANT = ("${{{0}}} = 'a'", "selected(${{{0}}}, 'b') or not(${{{0}}} > 1)", "1 < 2")
CONSTRAINT = (". >= 0 and . < ${{{0}}}", "round(., 2) != 'x'", ". = coalesce(${{{0}}}, 3)")
CALCULATION = ("(${{{0}}} + 1) div 4", "if(${{{0}}} = '', 0, -int(${{{0}}}))", "7 mod 3")
ALONE = [t for t in Type if t not in (Type.GROUP, Type.REPEAT)]


def about(question, expressions):
    return st.one_of(
        st.just(""), st.sampled_from(expressions).map(lambda each: each.format(question))
    )


@st.composite
def questions(draw, names, depth=2):
    made = []
    for _ in range(draw(st.integers(1, 3))):
        type_ = draw(st.sampled_from(list(Type) if depth else ALONE))
        name = f"q{len(names)}"
        earlier = draw(st.sampled_from(["q0", *names]))
        names.append(name)
        is_asked = type_ not in (Type.NOTE, Type.CALCULATED, Type.GROUP, Type.REPEAT)
        held = type_ in (Type.GROUP, Type.REPEAT)
        made.append(
            Question(
                id=name,
                type=type_,
                labels=draw(LABELS),
                hints=draw(PERHAPS) if is_asked else {},
                choices=draw(CHOICES) if type_ in (Type.ONE, Type.MANY) else (),
                is_required=is_asked and draw(st.booleans()),
                is_sensitive=is_asked and draw(st.booleans()),
                relevant=draw(about(earlier, RELEVANT)),
                constraint=draw(about(earlier, CONSTRAINT)) if is_asked else "",
                constraint_labels=draw(PERHAPS) if is_asked else {},
                calculation=draw(st.sampled_from(CALCULATION)).format(earlier)
                if type_ is Type.CALCULATED
                else "",
                questions=draw(questions(names, depth - 1)) if held else (),
            )
        )
    return tuple(made)


@st.composite
def instruments(draw):
    return Instrument(
        code=draw(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)),
        version=draw(st.integers(1, 32_767)),
        labels=draw(LABELS),
        subject=draw(st.sampled_from(["mitra", "group", "cooperative"])),
        source=draw(TEXT),
        licence=draw(TEXT),
        questions=draw(questions([])),
    )
