"""Values for templates. Pure: nothing here asks or stores anything."""
