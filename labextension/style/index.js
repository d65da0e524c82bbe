import './base.css';
import './controls.css';
import './offers.css';
import './list.css';
import './diff.css';
import './functions.css';
import './prompt.css';
