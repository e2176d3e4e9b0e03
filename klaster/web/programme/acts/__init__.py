"""What is done in a programme: setting it up, its groups, the path of its mitra, mentoring."""

from klaster.web.programme.acts import enrolments, groups, meeting, set_up

FORMS = (*set_up.FORMS, *enrolments.FORMS, *groups.FORMS, *meeting.FORMS)
