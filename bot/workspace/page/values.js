/* What has been put into a form's elements, kept apart from the document so that a redraw loses nothing. */

const HELD = {
  plain_text_input: (state) => state.value ?? "",
  number_input: (state) => state.value ?? "",
  static_select: (state) => state.selected_option?.value ?? null,
  radio_buttons: (state) => state.selected_option?.value ?? null,
  multi_static_select: (state) => (state.selected_options ?? []).map((option) => option.value),
  checkboxes: (state) => (state.selected_options ?? []).map((option) => option.value),
  users_select: (state) => state.selected_user ?? null,
  multi_users_select: (state) => state.selected_users ?? [],
  conversations_select: (state) => state.selected_conversation ?? null,
  channels_select: (state) => state.selected_channel ?? null,
  datepicker: (state) => state.selected_date ?? null,
  timepicker: (state) => state.selected_time ?? null,
  datetimepicker: (state) => state.selected_date_time ?? null,
};

/** What an element starts with, in the words of a held state. */
const fresh = (element) => ({
  value: element.initial_value,
  selected_option: element.initial_option,
  selected_options: element.initial_options,
  selected_user: element.initial_user,
  selected_users: element.initial_users,
  selected_conversation: element.initial_conversation,
  selected_channel: element.initial_channel,
  selected_date: element.initial_date,
  selected_time: element.initial_time,
  selected_date_time: element.initial_date_time,
});

/** What was typed or chosen so far, by block and action id. What is untouched answers what the workspace holds
 * (`hold(values)`, Slack's view state), else the element's initial value. */
export function createForm() {
  const touched = new Map();
  let held = {};
  const key = (block, element) => `${block}\n${element.action_id}`;
  return {
    hold: (values) => {
      held = values ?? {};
    },
    read: (block, element) => {
      if (touched.has(key(block, element))) return touched.get(key(block, element));
      return HELD[element.type](held[block]?.[element.action_id] ?? fresh(element));
    },
    write: (block, element, value) => touched.set(key(block, element), value),
  };
}

/** {block id: {action id: value}} of every element that holds a value; what is empty is told as empty. */
export function collect(blocks, form) {
  const values = {};
  for (const [index, block] of blocks.entries()) {
    const elements = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])];
    const id = blockId(block, index);
    for (const element of elements)
      if (element?.type in HELD) (values[id] ??= {})[element.action_id] = form.read(id, element);
  }
  return values;
}

/** A block's id, or its place where it has none. */
export const blockId = (block, index) => block.block_id ?? `block-${index}`;
