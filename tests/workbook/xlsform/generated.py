"""Instruments of every shape, for Hypothesis."""

from hypothesis import strategies as st

from klaster.rules.instrument import Choice, Instrument, Question, Type

# Without "${": to XLSForm an answer begins there.
TEXT = (
    st.text("aA0=+-@,.'\"<&>}$\\_é中 ", min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
LABELS = st.fixed_dictionaries({"id": TEXT}, optional={"en": TEXT})
PERHAPS = st.one_of(st.just({}), LABELS)
CHOICES = st.lists(
    st.builds(Choice, code=st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True), labels=LABELS),
    min_size=1,
    max_size=4,
    unique_by=lambda choice: choice.code,
).map(tuple)
# Expressions about the answer `.` and an earlier question.
RELEVANT = ("${{{0}}} = 'a'", "selected(${{{0}}}, 'b') or not(${{{0}}} > 1)", "${{{0}}} != ''")
CONSTRAINT = (". >= 0 and . < ${{{0}}}", "round(., 2) != ${{{0}}}", ". = coalesce(${{{0}}}, 3)")
CALCULATION = ("(${{{0}}} + 1) div 4", "if(${{{0}}} = '', 0, -int(${{{0}}}))", "round(${{{0}}}, 2)")
ALONE = [t for t in Type if t not in (Type.GROUP, Type.REPEAT)]


def about(question, expressions):
    named = [each.format(question) for each in expressions] if question else []
    return st.sampled_from(["", *named])


@st.composite
def questions(draw, names, depth=2, repeat=""):
    """`names` are those that came before, with the repeat each is in ("" for none).

    None for groups and what is sensitive: no expression here names them, nor what another repeat
    holds.
    """
    made = []
    for _ in range(draw(st.integers(1, 3))):
        types = [t for t in Type if not (repeat and t is Type.REPEAT)] if depth else ALONE
        type_ = draw(st.sampled_from(types))
        name = f"q{len(names)}"
        known = [each for each, there in names.items() if there in ("", repeat)]
        earlier = draw(st.sampled_from(known)) if known else None
        is_asked = type_ not in (Type.NOTE, Type.CALCULATED, Type.GROUP, Type.REPEAT)
        is_sensitive = is_asked and not repeat and draw(st.booleans())
        names[name] = None
        held = ()
        relevant = draw(about(earlier, RELEVANT))
        if type_ in (Type.GROUP, Type.REPEAT):
            held = draw(questions(names, depth - 1, name if type_ is Type.REPEAT else repeat))
        elif not is_sensitive:
            names[name] = repeat
        made.append(
            Question(
                id=name,
                type=type_,
                labels=draw(LABELS),
                hints=draw(PERHAPS) if is_asked else {},
                choices=draw(CHOICES) if type_ in (Type.ONE, Type.MANY) else (),
                is_required=is_asked and draw(st.booleans()),
                is_sensitive=is_sensitive,
                relevant=relevant,
                constraint=draw(about(earlier, CONSTRAINT)) if is_asked else "",
                constraint_labels=draw(PERHAPS) if is_asked else {},
                calculation=draw(about(earlier, CALCULATION)) or "7 mod 3"
                if type_ is Type.CALCULATED
                else "",
                questions=held,
            )
        )
    return tuple(made)


@st.composite
def instruments(draw):
    return Instrument(
        code=draw(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)),
        version=draw(st.integers(1, 9_999)),
        labels=draw(LABELS),
        subject=draw(st.sampled_from(["mitra", "group", "cooperative"])),
        source=draw(TEXT),
        licence=draw(TEXT),
        questions=draw(questions({})),
    )
