/** The columns beside the fields: the row's check box and its buttons. */
export const selectColumn = ':select'
export const actionColumn = ':actions'
